import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

/** The file's name in the built site. */
export const LICENCES_FILE = "licences.txt";

const root = fileURLToPath(new URL("..", import.meta.url));
/** Development tools whose module-loading functions ship in the bundle. */
const BUNDLERS = ["vite", "rolldown"];

interface Manifest {
  name: string;
  version: string;
  license: string;
  dependencies?: Record<string, string>;
}

interface InstalledPackage extends Manifest {
  folder: string;
}

/**
 * Writes the licence of everything that ships into one file of the built site; the development
 * server serves the same file. Stops the build if a package has no licence text. The existing
 * plugins for this read only a bundle's modules: they miss fonts, WebAssembly files, the workers'
 * bundles, and packages that name a licence only in their manifest.
 */
export function licences(): Plugin {
  return {
    name: "licences",
    generateBundle() {
      this.emitFile({ type: "asset", fileName: LICENCES_FILE, source: licencesText() });
    },
    configureServer(server) {
      server.middlewares.use(`/${LICENCES_FILE}`, (_, response) => {
        response.setHeader("Content-Type", "text/plain; charset=utf-8");
        response.end(licencesText());
      });
    },
  };
}

function licencesText(): string {
  const { dependencies, ...own } = readPackage(root);
  const shipped = [...packagesOf(Object.keys(dependencies ?? {})), ...BUNDLERS.map((name) => findPackage(name, root))];
  const sections = [{ title: "Losscope", text: licenceText({ ...own, folder: root }) }];
  for (const each of shipped) {
    sections.push({ title: `${each.name} ${each.version}, ${each.license}`, text: licenceText(each) });
  }
  const line = "=".repeat(80);
  // The mark at the start says that the file is UTF-8, whatever a server says.
  return `\ufeff${sections.map(({ title, text }) => `${line}\n${title}\n${line}\n\n${text.trim()}\n`).join("\n")}`;
}

/**
 * The packages and everything they depend on, sorted by name, without packages of types, which do
 * not ship.
 */
function packagesOf(names: readonly string[]): InstalledPackage[] {
  const found = new Map<string, InstalledPackage>();
  const add = (name: string, from: string) => {
    if (name.startsWith("@types/")) return;
    const each = findPackage(name, from);
    const key = `${each.name} ${each.version}`;
    if (found.has(key)) return;
    found.set(key, each);
    for (const dependency of Object.keys(each.dependencies ?? {})) add(dependency, each.folder);
  };
  for (const name of names) add(name, root);
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}

/**
 * Looks a package up as Node does: in the folder's own node_modules, then in those of the folders
 * above. Throws if it is not installed.
 */
function findPackage(name: string, from: string): InstalledPackage {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, "node_modules", name);
    if (existsSync(join(candidate, "package.json"))) return readPackage(candidate);
    if (folder === dirname(folder)) throw new Error(`${name}: expected an installed package`);
  }
}

function readPackage(folder: string): InstalledPackage {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
  return { ...manifest, folder };
}

function licenceText(each: InstalledPackage): string {
  const file = readdirSync(each.folder).find((name) => /^(licen[cs]e|copying)(\.|$)/i.test(name));
  const text = file === undefined ? withoutFile[each.name]?.(each) : readFileSync(join(each.folder, file), "utf8");
  if (text === undefined) throw new Error(`${each.name}: expected a licence file, got none; add its text to ${PATH}`);
  // The packages bundled inside a development tool do not ship.
  return text.split("\n# Licenses of bundled dependencies")[0]!;
}

const PATH = "scripts/licences.ts";

/** Texts for packages that name their licence without its text. */
const withoutFile: Readonly<Record<string, (each: InstalledPackage) => string>> = {
  "onnxruntime-common": () => mit("Copyright (c) Microsoft Corporation"),
  "onnxruntime-web": ({ version }) =>
    `${mit("Copyright (c) Microsoft Corporation")}
Its WebAssembly files contain other projects; their licences are in
https://github.com/microsoft/onnxruntime/blob/v${version}/ThirdPartyNotices.txt
`,
  "guid-typescript": () => isc("Copyright (c) nicolas"),
  "@bufbuild/protobuf": ({ folder }) => {
    const varint = readFileSync(join(folder, "dist/esm/wire/varint.js"), "utf8");
    const bsd = /^(\/\/.*\n)+/.exec(varint)?.[0].replaceAll(/^\/\/ ?/gm, "");
    if (!bsd?.includes("Redistribution and use"))
      throw new Error("@bufbuild/protobuf: expected a licence in varint.js");
    const apache = licenceText(findPackage("flatbuffers", findPackage("onnxruntime-web", root).folder));
    return `Copyright 2021-2026 Buf Technologies, Inc.

${apache}
The reading and writing of variable-length integers:

${bsd}`;
  },
};

function mit(copyright: string): string {
  return `MIT License

${copyright}

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
`;
}

function isc(copyright: string): string {
  return `ISC License

${copyright}

Permission to use, copy, modify, and/or distribute this software for any
purpose with or without fee is hereby granted, provided that the above
copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH
REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY
AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM
LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR
OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR
PERFORMANCE OF THIS SOFTWARE.
`;
}
