import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import subsetFont, { type SubsetOptions } from "subset-font";
import type { Plugin } from "vite";

/** Subsets of this version of the rules below are kept here between builds. */
const CACHE = fileURLToPath(new URL("../node_modules/.cache/font-subsets", import.meta.url));

interface FontRule {
  /** The characters that the page uses all the time. */
  common: string;
  /** Whether the whole font ships too, for other characters; if not, they have another font. */
  rest: boolean;
  /** What the part keeps of the font's axes and features; everything by default. */
  keeps?: Pick<SubsetOptions, "variationAxes" | "keepFeatures">;
}

const ASCII = between(0x20, 0x7e);
/** The weights of src/styles/tokens.css, and that of `<b>`. */
const weights = { min: 400, max: 700, default: 400 };

/** By file name. */
export const fontRules: Readonly<Record<string, FontRule>> = {
  "inter-latin-opsz-normal.woff2": {
    common: `${ASCII}\u00a0°±²³·¹½×áé÷\u2009\u200b–—‘’“”…\u202f′″−↑↓`,
    rest: false,
    keeps: {
      variationAxes: { wght: weights, opsz: { min: 14, max: 20, default: 14 } },
      keepFeatures: ["kern", "mark", "ccmp", "calt", "tnum"],
    },
  },
  "jetbrains-mono-latin-wght-normal.woff2": {
    common: `${ASCII}·×–…−`,
    rest: false,
    keeps: { variationAxes: { wght: weights }, keepFeatures: ["kern"] },
  },
  "KaTeX_Main-Regular.woff2": { common: `${ASCII}±×σ\u200b…−∂∈∞√∣∥≈≠≤≥→⋅⋯`, rest: true },
  // Results are bold.
  "KaTeX_Main-Bold.woff2": { common: "0123456789.,()+=−⋅×∞Na ", rest: true },
  "KaTeX_Math-Italic.woff2": { common: `${between(0x61, 0x7a)}CHKLNS 0123456789αβγδεθκλμπρστ∂`, rest: true },
  // Labels of charts.
  "KaTeX_Math-BoldItalic.woff2": { common: "mprtyz ", rest: true },
};

/**
 * Cuts fonts by characters: those that the page always uses come in a small file of their own. The
 * browser fetches the whole font, if that ships, when a text needs it. Applies to every font in CSS
 * that has a rule here.
 */
export function fontSubsets(): Plugin {
  return {
    name: "font-subsets",
    enforce: "pre",
    apply: "build",
    transform: {
      filter: { id: /\.css$/ },
      async handler(css, path) {
        const faces = [...css.matchAll(/@font-face\s*\{[^}]*\}/g)].map(([face]) => face);
        let split = css;
        for (const face of faces) split = split.replace(face, await splitFace(face, path));
        return split === css ? undefined : split;
      },
    },
  };
}

async function splitFace(face: string, cssPath: string): Promise<string> {
  const [quoted, url] = /url\(["']?([^"')]+)["']?\)/.exec(face) ?? [];
  const rule = url === undefined ? undefined : fontRules[basename(url)];
  if (url === undefined || quoted === undefined || rule === undefined) return face;
  const file = url.startsWith("@") ? createRequire(import.meta.url).resolve(url) : join(dirname(cssPath), url);
  const partOf = async (name: string, characters: string) => {
    const part = await makeSubset(file, name, characters, rule.keeps ?? {});
    return face.replace(quoted, `url("./${relative(dirname(cssPath), part)}")`);
  };
  const common = (await partOf("common", rule.common)).replace(/\s*unicode-range:[^;}]+;?/, "");
  const limited = common.replace(/;?\s*\}$/, `;unicode-range:${rangeOf(rule.common)}}`);
  // Of two rules for a character the browser takes the later.
  return rule.rest ? `${face}\n${limited}` : limited;
}

/** The path of the file with these characters. Equal inputs give equal bytes. */
async function makeSubset(file: string, name: string, characters: string, keeps: SubsetOptions): Promise<string> {
  const font = readFileSync(file);
  const key = createHash("sha256")
    .update(font)
    .update(JSON.stringify([characters, keeps]))
    .digest("hex")
    .slice(0, 16);
  const folder = join(CACHE, key);
  const path = join(folder, `${basename(file, ".woff2")}-${name}.woff2`);
  if (existsSync(path)) return path;
  const bytes = await subsetFont(font, characters, { targetFormat: "woff2", ...keeps });
  mkdirSync(folder, { recursive: true });
  // Another build may write the same file at the same time.
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, bytes);
  renameSync(unfinished, path);
  return path;
}

function between(first: number, last: number): string {
  return Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i)).join("");
}

/** The CSS unicode-range of these characters. */
export function rangeOf(characters: string): string {
  const codes = [...new Set(characters)].map((character) => character.codePointAt(0)!).sort((a, b) => a - b);
  const starts = codes.filter((code, i) => code - 1 !== codes[i - 1]);
  const hex = (code: number) => code.toString(16).toUpperCase();
  return starts
    .map((start) => {
      let end = start;
      while (codes.includes(end + 1)) end++;
      return end === start ? `U+${hex(start)}` : `U+${hex(start)}-${hex(end)}`;
    })
    .join(",");
}
