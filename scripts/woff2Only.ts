import type { Plugin } from "vite";

/**
 * Leaves KaTeX's fonts in WOFF2 alone: every browser that runs the page reads it, and the older
 * formats are 0.8 MB that none requests.
 */
export function woff2Only(): Plugin {
  return {
    name: "woff2-only",
    enforce: "pre",
    transform(css, id) {
      if (!/\/katex[^/]*\.css(\?|$)/.test(id)) return undefined;
      const code = css.replaceAll(/,\s*url\([^)]*\.(?:woff|ttf)\)\s*format\("[^"]*"\)/g, "");
      if (/\.(?:woff|ttf)\b/.test(code)) throw new Error(`${id}: expected each older font after its WOFF2`);
      return { code, map: null };
    },
  };
}
