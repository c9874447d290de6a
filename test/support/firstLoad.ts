import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { parseSync } from "vite";

export interface LoadedFile {
  /** Path below the site's folder. */
  path: string;
  gzipBytes: number;
}

/**
 * The JavaScript and CSS that a built page needs before it can paint: the files that index.html
 * names (module scripts, module preloads, stylesheets) and the chunks that those import statically,
 * directly or indirectly. Modules loaded with `import()` come later and are not counted.
 */
export function firstLoad(folder: string): LoadedFile[] {
  const html = readFileSync(join(folder, "index.html"), "utf8");
  const waiting = namedByPage(html);
  const found = new Map<string, LoadedFile>();
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path)) continue;
    const text = readFileSync(join(folder, path), "utf8");
    found.set(path, { path, gzipBytes: gzipSync(text).length });
    if (path.endsWith(".js")) waiting.push(...staticImports(path, text));
  }
  return [...found.values()].sort((a, b) => b.gzipBytes - a.gzipBytes);
}

export function totalKb(files: readonly LoadedFile[]): number {
  return files.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0) / 1000;
}

/** Addresses in index.html are relative to it, because the site works under any base path. */
function namedByPage(html: string): string[] {
  const scripts = [...html.matchAll(/<script\b[^>]*\bsrc="\.?\/([^"]+)"/g)];
  const links = [...html.matchAll(/<link\b[^>]*>/g)].filter(
    ([tag]) => /rel="(stylesheet|modulepreload)"/.test(tag) && !/ media="/.test(tag),
  );
  return [...scripts.map((match) => match[1]!), ...links.map(([tag]) => /href="\.?\/([^"]+)"/.exec(tag)![1]!)];
}

function staticImports(path: string, text: string): string[] {
  const { staticImports, staticExports } = parseSync(path, text).module;
  const requests = [
    ...staticImports.map((statement) => statement.moduleRequest.value),
    ...staticExports.flatMap(({ entries }) => entries.flatMap((entry) => entry.moduleRequest?.value ?? [])),
  ];
  return requests.map((specifier) => join(dirname(path), specifier));
}
