/**
 * `node scripts/run.mjs FILE.ts [arguments]`: runs a TypeScript module of the project in Node;
 * `main(arguments)` returns the exit code.
 */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureDependencies } from "./dependencies.mjs";

const [file, ...args] = process.argv.slice(2);

async function run() {
  if (!file || !existsSync(file)) {
    console.error(`node scripts/run.mjs FILE.ts [arguments]: ${file ? `no file ${file}` : "no file given"}`);
    return 2;
  }
  ensureDependencies();
  const { createRunnableDevEnvironment, resolveConfig } = await import("vite");
  // Vite's own transforms (TypeScript, ?raw, JSON) without the site's config: neither React's
  // plugin nor Vitest is needed. Unlike runnerImport, this keeps the environment until main is
  // done, so that main can import more.
  const config = await resolveConfig(
    {
      root: fileURLToPath(new URL("..", import.meta.url)),
      configFile: false,
      envDir: false,
      logLevel: "error",
      environments: { script: { consumer: "server", resolve: { external: true } } },
    },
    "serve",
  );
  const environment = createRunnableDevEnvironment("script", config, {
    runnerOptions: { hmr: { logger: false }, sourcemapInterceptor: "prepareStackTrace" },
    hot: false,
  });
  await environment.init();
  try {
    const module = await environment.runner.import(resolve(file));
    if (typeof module.main !== "function")
      throw new Error(`${file} exports no main(arguments: string[]): Promise<number>.`);
    return await module.main(args);
  } catch (error) {
    // Resolved here, because the source maps end with the environment.
    console.error(error.stack ?? error);
    return 1;
  } finally {
    await environment.close();
  }
}

// A reader that closes the pipe (`| head`) ends the program without an error.
process.stdout.on("error", (error) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(1);
});

/**
 * Pipes are written asynchronously. The callback of an empty write runs after everything before it
 * is written.
 */
function flushed(stream) {
  return new Promise((done) => stream.write("", done));
}

const exitCode = await run().catch((error) => {
  console.error(error.stack ?? error);
  return 1;
});
await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
process.exit(exitCode);
