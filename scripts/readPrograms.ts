import { basename } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type Plugin, runnerImport } from "vite";

/**
 * Compiles the opening losses at build time: replaces src/losses/openingPrograms.ts and
 * openingTrained.ts by their results. Stops the build if a result is not JSON.
 */
export function readPrograms(): Plugin {
  return {
    name: "read-programs",
    transform: {
      // Not a path with a query, which requests the module's text.
      filter: { id: /\/losses\/(openingPrograms|openingTrained)\.ts$/ },
      async handler(_, path) {
        const name = basename(path, ".ts");
        const { module } = await runnerImport<Record<string, unknown>>(path, { configFile: false });
        const json = JSON.stringify(module[name]);
        if (!isDeepStrictEqual(JSON.parse(json), module[name])) throw new Error(`${path}: expected plain data`);
        return { code: `export const ${name} = ${json};`, map: null };
      },
    },
  };
}
