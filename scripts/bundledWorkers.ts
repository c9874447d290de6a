import { fileURLToPath } from "node:url";
import { build, type Plugin, type Rolldown } from "vite";
import { readPrograms } from "./readPrograms.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Gives browser tests each worker as one module, built once. Most tests start a worker, and
 * unbundled it is about a hundred modules, more than a second of every test. A worker's imports
 * from packages stay separate.
 */
export function bundledWorkers(): Plugin {
  const built = new Map<string, Promise<string>>();
  return {
    name: "losscope:bundled-workers",
    enforce: "pre",
    apply: "serve",
    load(id) {
      const [file, query = ""] = id.split("?") as [string, string?];
      if (!file.endsWith(".worker.ts") || !query.includes("worker_file")) return undefined;
      if (!built.has(file)) built.set(file, bundle(file));
      // Without a source map: the worker would receive it with the code.
      return built.get(file)!.then((code) => ({ code, map: { mappings: "" } }));
    },
  };
}

async function bundle(entry: string): Promise<string> {
  const result = (await build({
    root,
    configFile: false,
    logLevel: "warn",
    plugins: [readPrograms()],
    build: {
      write: false,
      minify: true,
      target: "es2023",
      lib: { entry, formats: ["es"] },
      rolldownOptions: { external: /^onnxruntime-web/, output: { codeSplitting: false } },
    },
  })) as Rolldown.RolldownOutput[];
  return result[0]!.output[0].code;
}
