import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { sharedChunk } from "./sharedChunk.ts";

const fileOf = (path: string) => fileURLToPath(new URL(`../src/worker/${path}`, import.meta.url));

const [fleet, onnxCheck, run, source] = [
  "fleet/fleet.worker.ts",
  "onnxCheck/onnxCheck.worker.ts",
  "run/run.worker.ts",
  "source/source.worker.ts",
].map(fileOf) as [string, string, string, string];

/**
 * The worker that Vite bundles. The first by name: Vite takes the first file of a worker's build
 * for the worker.
 */
const LEAD = fleet;
/** The workers that are bundled with it. */
const OTHERS = [onnxCheck, run, source];

/** What the training workers have in common is one chunk, and the compiler another. */
export const workerChunks = [
  sharedChunk({ name: "training", entries: [run, fleet], neededBy: 2 }),
  sharedChunk({
    name: "compiler",
    entries: [fileURLToPath(new URL("../src/engine/job.ts", import.meta.url))],
    neededBy: 1,
  }),
];

/**
 * Bundles all workers together, so that the site has one copy of their code: Vite alone bundles
 * each by itself. `page` is for the page's build: it leaves one worker to Vite and writes the
 * others' file names into the page. `worker` is for that worker's build, to which it adds the
 * others.
 */
export function sharedWorkers(): { page: Plugin; worker: Plugin } {
  /** By source file name, the file in the built site's folder of assets. */
  const built = new Map<string, string>();
  return {
    page: {
      name: "shared-workers",
      enforce: "pre",
      apply: "build",
      transform(code, id) {
        if (!id.includes("/src/worker/")) return undefined;
        const replaced = code.replaceAll(/new URL\("\.\/(\w+)\.worker\.ts", import\.meta\.url\)/g, (whole, name) =>
          OTHERS.some((file) => basename(file) === `${name}.worker.ts`)
            ? `new URL(${placeholder(name)}, import.meta.url)`
            : whole,
        );
        return replaced === code ? undefined : { code: replaced, map: null };
      },
      renderChunk(code) {
        const replaced = code.replaceAll(/__file_of_(\w+)_worker__/g, (_, name) => {
          const file = built.get(`${name}.worker.ts`);
          if (file === undefined) throw new Error(`${name}.worker.ts: expected to be built with ${LEAD}`);
          return JSON.stringify(file);
        });
        return replaced === code ? null : { code: replaced, map: null };
      },
    },
    worker: {
      name: "shared-workers",
      buildStart() {
        for (const id of OTHERS) this.emitFile({ type: "chunk", id, name: basename(id, ".ts") });
      },
      generateBundle(_, bundle) {
        const [first] = Object.values(bundle);
        if (first?.type !== "chunk" || first.facadeModuleId !== LEAD) {
          throw new Error(`workers: expected ${LEAD} as the first file, got ${first?.fileName}`);
        }
        for (const chunk of Object.values(bundle)) {
          if (chunk.type !== "chunk" || chunk.facadeModuleId === null) continue;
          built.set(basename(chunk.facadeModuleId), basename(chunk.fileName));
        }
      },
    },
  };
}

function placeholder(name: string): string {
  return `__file_of_${name}_worker__`;
}
