import { type Browser, chromium } from "playwright";
import { chromiumArguments, ensureChromium } from "../chromium.mjs";
import { type ForeignPackages, type ModuleServer, serveModules } from "../moduleServer";

/** A page that holds one module of the project; its calls come one after the other. */
export interface ModulePage {
  /**
   * Calls an exported function with an argument and a result that JSON can hold. Non-finite numbers
   * survive; typed arrays do not.
   */
  call<Result>(name: string, argument: unknown): Promise<Result>;
  close(): Promise<void>;
}

/** A headless Chromium with a server of the project's modules. */
export class ChromiumModules {
  readonly #server: ModuleServer;
  readonly #browser: Browser;

  private constructor(server: ModuleServer, browser: Browser) {
    this.#server = server;
    this.#browser = browser;
  }

  static async open(packages?: ForeignPackages): Promise<ChromiumModules> {
    const server = await serveModules(packages);
    const browser = await chromium.launch({ executablePath: ensureChromium(), args: chromiumArguments });
    return new ChromiumModules(server, browser);
  }

  /**
   * Opens a module in a separate page. `path` starts at the project's root:
   * `/scripts/golden/browser.ts`.
   */
  async load(path: string): Promise<ModulePage> {
    const page = await this.#browser.newPage();
    const broken = new Promise<never>((_, reject) => page.once("pageerror", reject));
    broken.catch(() => {}); // thrown below to the caller that waits
    await Promise.race([page.goto(this.#server.addressOf(path), { waitUntil: "load" }), broken]);
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

/**
 * Calls an exported function of a module of the project in a separate headless Chromium (see
 * ModulePage).
 */
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
