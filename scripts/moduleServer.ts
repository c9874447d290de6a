import { fileURLToPath } from "node:url";
import { createServer, type ViteDevServer } from "vite";
import { bundledWorkers } from "./bundledWorkers.ts";

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");

/** Packages outside the project's own dependencies, bundled for the modules that import them. */
export interface ForeignPackages {
  /**
   * Path from the project's root of a folder with its own package.json and node_modules:
   * `/bench/peers`.
   */
  folder: string;
  names: readonly string[];
}

export interface ModuleServer {
  /**
   * The address of a page that imports one module of the project and sets `globalThis.exported` to
   * its exports. `path` starts at the project's root: `/scripts/golden/browser.ts`.
   */
  addressOf(path: string): string;
  /** The address of one module of the project, for a runtime that imports from addresses. */
  moduleAddressOf(path: string): string;
  close(): Promise<void>;
}

/** Serves the project's modules to a browser on this machine, unbundled. */
export async function serveModules(packages?: ForeignPackages): Promise<ModuleServer> {
  // Without dependency discovery the server never asks the page to reload, and without a socket it
  // stays quiet.
  const server = await createServer({
    root: packages ? root + packages.folder : root,
    configFile: false,
    envDir: false,
    logLevel: "error",
    appType: "custom",
    optimizeDeps: { noDiscovery: true, include: [...(packages?.names ?? [])] },
    server: { host: "127.0.0.1", port: 0, hmr: false, ws: false, watch: null, fs: { allow: [root] } },
    plugins: [pagesOfModules(), bundledWorkers()],
  });
  await server.listen();
  const address = server.resolvedUrls?.local[0];
  if (address === undefined) throw new Error("the local server has no address");
  return {
    addressOf: (path) => `${address}?${PATH}=${encodeURIComponent(path)}`,
    moduleAddressOf: (path) => new URL(filePath(path), address).href,
    close: () => server.close(),
  };
}

const PATH = "module";

/** Where the server has a file of the project. */
function filePath(path: string): string {
  return `/@fs${root.startsWith("/") ? "" : "/"}${root}${path}`.replaceAll("\\", "/");
}

/** Answers `/?module=PATH` with the page of that module. */
function pagesOfModules() {
  return {
    name: "pages-of-modules",
    configureServer(server: ViteDevServer) {
      server.middlewares.use((request, response, next) => {
        const { pathname, searchParams } = new URL(request.url ?? "", "http://server");
        const path = searchParams.get(PATH);
        if (pathname !== "/" || path === null) return next();
        const module = JSON.stringify(filePath(path));
        response.setHeader("content-type", "text/html");
        response.end(
          `<!doctype html><title>Losscope</title><script type="module">import * as exported from ${module}; globalThis.exported = exported;</script>`,
        );
      });
    },
  };
}
