import { fileURLToPath } from "node:url";
import { type Browser, chromium } from "playwright";
import { createServer, type ViteDevServer } from "vite";
import { chromiumArguments, ensureChromium } from "../chromium.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/** Packages outside the project's own dependencies, bundled for the modules that import them. */
export interface ForeignPackages {
  /** From the project's root, with a package.json and a node_modules of its own: `/bench/peers`. */
  folder: string;
  names: readonly string[];
}

/** A page that holds one module of the project; its calls come one after the other. */
export interface ModulePage {
  /** Calls an exported function with an argument and a result that JSON can hold. Non-finite numbers survive; typed arrays do not. */
  call<Result>(name: string, argument: unknown): Promise<Result>;
  close(): Promise<void>;
}

/** A headless Chromium with a server of the project's modules. */
export class ChromiumModules {
  readonly #server: ViteDevServer;
  readonly #browser: Browser;

  private constructor(server: ViteDevServer, browser: Browser) {
    this.#server = server;
    this.#browser = browser;
  }

  static async open(packages?: ForeignPackages): Promise<ChromiumModules> {
    // Without dependency discovery the server never asks the page to reload, and without a socket it stays quiet.
    const server = await createServer({
      root: packages ? root + packages.folder : root,
      configFile: false,
      envDir: false,
      logLevel: "error",
      appType: "custom",
      optimizeDeps: { noDiscovery: true, include: [...(packages?.names ?? [])] },
      server: { host: "127.0.0.1", port: 0, hmr: false, ws: false, watch: null, fs: { allow: [root] } },
      plugins: [pagesOfModules()],
    });
    await server.listen();
    const browser = await chromium.launch({ executablePath: ensureChromium(), args: chromiumArguments });
    return new ChromiumModules(server, browser);
  }

  /** Opens a module in a page of its own. `path` starts at the project's root: `/scripts/golden/browser.ts`. */
  async load(path: string): Promise<ModulePage> {
    const page = await this.#browser.newPage();
    const broken = new Promise<never>((_, reject) => page.once("pageerror", reject));
    broken.catch(() => {}); // thrown below to whoever waits
    const address = this.#server.resolvedUrls?.local[0];
    if (address === undefined) throw new Error("the local server has no address");
    await Promise.race([page.goto(`${address}?${PATH}=${encodeURIComponent(path)}`, { waitUntil: "load" }), broken]);
    await Promise.race([page.waitForFunction("globalThis.exported !== undefined"), broken]);
    return {
      call: async <Result>(name: string, argument: unknown) =>
        (await page.evaluate(
          ([method, given]) => (globalThis as unknown as { exported: Exports }).exported[method]!(given),
          [name, argument] as const,
        )) as Result,
      close: () => page.close(),
    };
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.#server.close();
  }
}

/** Calls an exported function of a module of the project inside a headless Chromium of its own (see ModulePage). */
export async function callInChromium<Result>(path: string, name: string, argument: unknown): Promise<Result> {
  const modules = await ChromiumModules.open();
  try {
    const page = await modules.load(path);
    return await page.call<Result>(name, argument);
  } finally {
    await modules.close();
  }
}

type Exports = Record<string, (given: unknown) => unknown>;

const PATH = "module";

/** `/?module=PATH` is a page that holds that module's exports as `globalThis.exported`. */
function pagesOfModules() {
  return {
    name: "pages-of-modules",
    configureServer(server: ViteDevServer) {
      server.middlewares.use((request, response, next) => {
        const { pathname, searchParams } = new URL(request.url ?? "", "http://server");
        const path = searchParams.get(PATH);
        if (pathname !== "/" || path === null) return next();
        const module = JSON.stringify(`/@fs${root.startsWith("/") ? "" : "/"}${root}${path}`.replaceAll("\\", "/"));
        response.setHeader("content-type", "text/html");
        response.end(
          `<!doctype html><title>Losscope</title><script type="module">import * as exported from ${module}; globalThis.exported = exported;</script>`,
        );
      });
    },
  };
}
