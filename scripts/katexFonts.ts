import type { Plugin } from "vite";

/**
 * Keeps KaTeX's fonts only as WOFF2, which every supported browser reads; WOFF and TTF would ship
 * without use. Stops the build if KaTeX's style sheet has another form.
 */
export function katexFonts(): Plugin {
  return {
    name: "katex-fonts",
    enforce: "pre",
    transform(css, id) {
      if (!/\/katex(\.min)?\.css$/.test(id.split("?")[0]!)) return undefined;
      const slim = css.replaceAll(/,\s*url\([^)]*\.(woff|ttf)\) format\("(woff|truetype)"\)/g, "");
      if (!slim.includes(".woff2") || /\.(woff|ttf)\)/.test(slim)) {
        throw new Error(`${id}: expected fonts in WOFF2, then WOFF and TTF`);
      }
      return slim;
    },
  };
}
