import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "../../scripts/build.mjs";
import { firstLoad } from "./firstLoad";

/** Bytes of the first load by part, in kB after gzip; they add up to the files' sizes. */
export type PartsKb = Readonly<Record<string, number>>;

/** Which part of the first load a module belongs to: a folder of src, or a package. */
function partOf(source: string): string {
  const inPackages = /node_modules\/(@[^/]+\/[^/]+|[^/]+)/.exec(source)?.[1];
  if (inPackages !== undefined) return /^(react|react-dom|scheduler)$/.test(inPackages) ? "react" : "other packages";
  const path = /\/src\/(.+)$/.exec(source)?.[1];
  if (path === undefined) return "unmapped";
  if (/^i18n\/.*\.json$/.test(path)) return "texts";
  return /^([^/]+)\//.exec(path)?.[1] ?? "app";
}

/**
 * The compressed size of each part's code in the JavaScript before the first paint. Builds the page
 * once more, with source maps; compresses each part's characters alone, and scales these sizes so
 * that their sum is the size of the whole file.
 */
export function firstLoadParts(): PartsKb {
  const folder = mkdtempSync(join(tmpdir(), "losscope-parts-"));
  try {
    build("--outDir", folder, "--emptyOutDir", "--sourcemap", "hidden");
    const kb: Record<string, number> = {};
    for (const { path, gzipBytes } of firstLoad(folder).filter((file) => file.path.endsWith(".js"))) {
      const file = join(folder, path);
      const map = existsSync(`${file}.map`) ? (JSON.parse(readFileSync(`${file}.map`, "utf8")) as SourceMap) : null;
      const texts = textByPart(readFileSync(file, "utf8"), map);
      const alone = [...texts].map(([part, text]) => [part, gzipSync(text).length] as const);
      const sum = alone.reduce((bytes, [, size]) => bytes + size, 0);
      for (const [part, size] of alone) kb[part] = (kb[part] ?? 0) + (size * gzipBytes) / sum / 1000;
    }
    return kb;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface SourceMap {
  mappings: string;
  sources: (string | null)[];
}

/** The chunk's characters by the part they come from, by the source map's segments. */
function textByPart(code: string, map: SourceMap | null): Map<string, string> {
  const texts = new Map<string, string>();
  const add = (part: string, text: string) => texts.set(part, (texts.get(part) ?? "") + text);
  if (map === null) return new Map([["unmapped", code]]);
  const lines = code.split("\n");
  let source = 0;
  for (const [index, segments] of map.mappings.split(";").entries()) {
    const line = lines[index] ?? "";
    let column = 0;
    let part = "unmapped";
    for (const segment of segments === "" ? [] : segments.split(",")) {
      const [columns = 0, sources] = decode(segment);
      add(part, line.slice(column, column + columns));
      column += columns;
      if (sources === undefined) part = "unmapped";
      else {
        source += sources;
        part = partOf(map.sources[source] ?? "");
      }
    }
    add(part, line.slice(column));
  }
  return texts;
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/**
 * The numbers of a source map's segment: base 64, five bits a digit, the least first; the lowest
 * bit is the sign.
 */
function decode(segment: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const character of segment) {
    const digit = DIGITS.indexOf(character);
    value += (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    numbers.push(value & 1 ? -(value >> 1) : value >> 1);
    value = 0;
    shift = 0;
  }
  return numbers;
}
