import { isDeepStrictEqual } from "node:util";
import { type Plugin, runnerImport } from "vite";

/** Reads the opening losses while the page is built or served: src/losses/openingPrograms.ts becomes what it comes to. Stops the build where that is no JSON. */
export function readPrograms(): Plugin {
  return {
    name: "read-programs",
    async transform(_, path) {
      if (!/\/losses\/openingPrograms\.ts$/.test(path)) return undefined; // nor with a query, which asks for its text
      const { module } = await runnerImport<typeof import("../src/losses/openingPrograms")>(path, {
        configFile: false,
      });
      const json = JSON.stringify(module.openingPrograms);
      if (!isDeepStrictEqual(JSON.parse(json), module.openingPrograms)) throw new Error(`${path}: expected plain data`);
      return { code: `export const openingPrograms = ${json};`, map: null };
    },
  };
}
