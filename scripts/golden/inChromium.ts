import { fileURLToPath } from "node:url";
import { chromium } from "playwright";
import { createServer } from "vite";
import { chromiumArguments, ensureChromium } from "../chromium.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Calls an exported function of a module of the project inside a headless Chromium, with an argument and a result that JSON can hold.
 * `path` starts at the project's root: `/scripts/golden/browser.ts`. Non-finite numbers survive; typed arrays do not.
 */
export async function callInChromium<Result>(path: string, name: string, argument: unknown): Promise<Result> {
  // Without dependency discovery the server never asks the page to reload, and without a socket it stays quiet.
  const server = await createServer({
    root,
    configFile: false,
    envDir: false,
    logLevel: "error",
    appType: "custom",
    optimizeDeps: { noDiscovery: true },
    server: { host: "127.0.0.1", port: 0, hmr: false, ws: false, watch: null },
    plugins: [pageOf(path)],
  });
  await server.listen();
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: chromiumArguments });
  try {
    const page = await browser.newPage();
    const broken = new Promise<never>((_, reject) => page.once("pageerror", reject));
    const address = server.resolvedUrls?.local[0];
    if (address === undefined) throw new Error("the local server has no address");
    await Promise.race([page.goto(address, { waitUntil: "load" }), broken]);
    await Promise.race([page.waitForFunction("globalThis.exported !== undefined"), broken]);
    return (await page.evaluate(
      ([method, given]) => (globalThis as unknown as { exported: Exports }).exported[method]!(given),
      [name, argument] as const,
    )) as Result;
  } finally {
    await browser.close();
    await server.close();
  }
}

type Exports = Record<string, (given: unknown) => unknown>;

/** A page that holds the module's exports as `globalThis.exported`. */
function pageOf(path: string) {
  const script = `import * as exported from ${JSON.stringify(path)}; globalThis.exported = exported;`;
  return {
    name: "page-of-module",
    configureServer(server: Awaited<ReturnType<typeof createServer>>) {
      server.middlewares.use((request, response, next) => {
        if (request.url !== "/") return next();
        response.setHeader("content-type", "text/html");
        response.end(`<!doctype html><title>Losscope</title><script type="module">${script}</script>`);
      });
    },
  };
}
