import { isDeepStrictEqual } from "node:util";
import { type Plugin, runnerImport } from "vite";

/**
 * Compiles the opening losses at build time: replaces src/losses/openingPrograms.ts by its result.
 * Stops the build if the result is not JSON.
 */
export function readPrograms(): Plugin {
  return {
    name: "read-programs",
    async transform(_, path) {
      // Skips a path with a query, which requests the module's text.
      if (!/\/losses\/openingPrograms\.ts$/.test(path)) return undefined;
      const { module } = await runnerImport<typeof import("../src/losses/openingPrograms")>(path, {
        configFile: false,
      });
      const json = JSON.stringify(module.openingPrograms);
      if (!isDeepStrictEqual(JSON.parse(json), module.openingPrograms)) throw new Error(`${path}: expected plain data`);
      return { code: `export const openingPrograms = ${json};`, map: null };
    },
  };
}
