import { dirname, join } from "node:path/posix";
import { findCycles } from "./importCycles";
import { type ModuleFacts, readModule } from "./moduleFacts";

/** Folders of values and functions, and those of what trains with them. */
const COMPUTING = ["language", "losses", "optimizers", "datasets", "experiment", "metrics"];
const RUNNING = ["engine", "training", "worker"];
/** A part of the page that does not use the store knows what runs only by its types. */
const RUNNING_TYPES = RUNNING.map((folder) => `${folder} types`);
const OF_A_PART = [...COMPUTING, ...RUNNING_TYPES, "styles", "scheduling", "gestures", "i18n"];
const OF_A_PANEL = [...COMPUTING, ...RUNNING, "store", "styles", "scheduling", "i18n", "charts", "controls"];

/**
 * The folders of src that a folder may import from. `types` after a name: only types. The files
 * outside the folders (main.tsx) may import all. A new folder needs a line here; an import that its
 * line does not allow belongs elsewhere.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  wasm: [],
  language: ["wasm"],
  losses: ["language"],
  optimizers: ["language"],
  probability: [],
  datasets: ["probability"],
  experiment: ["language", "losses", "optimizers", "probability", "datasets"],
  metrics: ["language", "datasets", "experiment"],
  engine: ["wasm", ...COMPUTING],
  training: [...COMPUTING, "engine"],
  worker: [...COMPUTING, "engine", "training"],
  store: [...COMPUTING, ...RUNNING],
  styles: [],
  scheduling: [],
  gestures: [],
  i18n: [...COMPUTING, ...RUNNING_TYPES],
  charts: OF_A_PART,
  controls: OF_A_PART,
  panels: OF_A_PANEL,
  app: [...OF_A_PANEL, "panels"],
};

/** Folders that work without a page: in a worker, in Node, in a test. */
const BELOW_STORE = ["wasm", "probability", ...COMPUTING, ...RUNNING];

const QUANTILES = "src/metrics/quantile.ts";
const CSV_WRITER = "src/store/csv.ts";
const OF_THE_PAGE = /^(react|react-dom|@base-ui|@lingui|katex)(\/|$)/;
/** zustand's own entry brings React; zustand/vanilla does not. */
const STORE_WITH_REACT = /^zustand(\/react.*)?$/;

/**
 * Checks the modules of src (path from the project's root → text) against the rules of
 * docs/DESIGN.md, "Layout". Each broken rule is one line: `file:line` and what is wrong there.
 */
export function brokenRules(modules: ReadonlyMap<string, string>): string[] {
  const broken: string[] = [];
  for (const [path, text] of modules) {
    const module = readModule(path, text);
    for (const { specifier, line, typeOnly } of module.imports) {
      const to = resolveImport(path, specifier, modules);
      const complaint = to ? brokenDirection(path, to, typeOnly) : brokenPackage(path, specifier);
      if (complaint) broken.push(`${path}:${line} imports ${specifier}: ${complaint}`);
    }
    broken.push(...brokenUses(path, module));
  }
  return [...broken, ...importCycles(modules)];
}

/**
 * The import cycles among some modules, types included, each as one line that lists its imports.
 */
export function importCycles(modules: ReadonlyMap<string, string>): string[] {
  const edges = new Map<string, { to: string; line: number }[]>();
  for (const [path, text] of modules) {
    const found: { to: string; line: number }[] = [];
    edges.set(path, found);
    for (const { specifier, line } of readModule(path, text).imports) {
      const to = resolveImport(path, specifier, modules);
      if (to && modules.has(to)) found.push({ to, line });
    }
  }
  return findCycles(edges).map(
    (cycle) => `${cycle.map(({ from, line }) => `${from}:${line}`).join(" → ")} → back: a cycle`,
  );
}

/** The path that a relative import names; undefined for a package. */
function resolveImport(from: string, specifier: string, modules: ReadonlyMap<string, string>): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  const path = join(dirname(from), specifier.replace(/\?.*$/, ""));
  const candidates = [path, `${path}.ts`, `${path}.tsx`, `${path}/index.ts`, `${path}/index.tsx`];
  return candidates.find((candidate) => modules.has(candidate)) ?? path;
}

/** The folder of src that contains a path; undefined for the files directly in src. */
function folderOf(path: string): string | undefined {
  return /^src\/([^/.]+)(?:\/|$)/.exec(path)?.[1];
}

function brokenDirection(from: string, to: string, typeOnly: boolean): string | undefined {
  const [here, there] = [folderOf(from), folderOf(to)];
  if (!to.startsWith("src/")) return "it lies outside src";
  if (!here || here === there) return undefined;
  const allowed = MAY_IMPORT[here];
  if (!allowed) return `src/${here} has no line in test/structure/importRules.ts; say there what it may import`;
  if (!there) return `src/${here} may not import the files that mount the app`;
  if (allowed.includes(there) || (typeOnly && allowed.includes(`${there} types`))) return undefined;
  if (allowed.includes(`${there} types`)) return `src/${here} may import types alone from src/${there}`;
  return `src/${here} may import from ${allowed.length > 0 ? allowed.join(", ") : "no other folder"}, not from ${there}`;
}

function brokenPackage(path: string, specifier: string): string | undefined {
  const folder = folderOf(path);
  if (!folder) return undefined;
  if (specifier === "d3-dsv")
    return path === CSV_WRITER ? undefined : `only ${CSV_WRITER} imports d3-dsv: it loads with an export`;
  // Quantiles are one function for charts, tables and files; it loads with the sweep or the
  // comparison.
  if (specifier === "d3-array" && path === QUANTILES) return undefined;
  if (/^d3(-|$)/.test(specifier) && folder !== "charts") return "only src/charts imports D3";
  if (BELOW_STORE.includes(folder) && /^zustand(\/|$)/.test(specifier))
    return "state is kept by src/store, above this folder";
  const pageless = folder === "store" || BELOW_STORE.includes(folder);
  if (pageless && OF_THE_PAGE.test(specifier)) return `src/${folder} works without a page`;
  if (pageless && STORE_WITH_REACT.test(specifier)) return "the store is a vanilla store: import from zustand/vanilla";
  return undefined;
}

function brokenUses(path: string, module: ModuleFacts): string[] {
  const folder = folderOf(path);
  const broken: string[] = [];
  for (const { name, line } of module.uses) {
    if (name === "navigator.gpu" && !path.startsWith("src/engine/webgpu/")) {
      broken.push(`${path}:${line} names navigator.gpu: only src/engine/webgpu does`);
    }
    if (name === "new Worker" && folder !== "worker") {
      broken.push(`${path}:${line} constructs a worker: only src/worker does`);
    }
    if (name === "page" && folder && BELOW_STORE.includes(folder)) {
      broken.push(`${path}:${line} reaches for the page: src/${folder} works without one`);
    }
  }
  return broken;
}
