import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { BrowserContextOptions } from "playwright";
import { distFolder } from "../../scripts/build.mjs";
import { LosscopePage, PATIENCE_MS } from "./losscopePage";
import { type OpenedPage, openPage } from "./openPage";
import { type ServedSite, serveDist } from "./serveDist";

/** A file that a page requested. */
export interface RequestedFile {
  /** Path below the site's folder. */
  path: string;
  /** Bytes as a web host sends them: gzip, except for fonts, which are compressed already. */
  sentBytes: number;
}

export interface Visit extends OpenedPage {
  losscope: LosscopePage;
  /** Every file requested so far, each once: the browser keeps them. */
  requested(): RequestedFile[];
}

/**
 * Opens the page with an empty cache and waits until it has fetched what it fetches without being
 * asked: its formulas are typeset, its network is trained or ready, and nothing is on its way.
 */
export async function visit(options: BrowserContextOptions & { savesData?: boolean } = {}): Promise<Visit> {
  const { savesData = false, ...context } = options;
  const site: ServedSite = await serveDist("/");
  const opened = await openPage("about:blank", context);
  const { page } = opened;
  if (savesData) {
    await page.addInitScript(() => {
      Object.defineProperty(navigator, "connection", { value: { saveData: true } });
    });
  }
  await page.goto(site.url);
  await page.locator("[data-line=boundary] path").first().waitFor({ state: "attached", timeout: PATIENCE_MS });
  // The result in the formula's line of numbers, which comes last.
  await page.locator(".katex .mathbf").first().waitFor({ state: "attached", timeout: PATIENCE_MS });
  await page.evaluate(() => document.fonts.ready);
  await page.waitForLoadState("networkidle");
  return {
    ...opened,
    losscope: new LosscopePage(page),
    requested: () => [...new Set(site.requests)].map(fileAt),
    close: async () => {
      await opened.close();
      await site.close();
    },
  };
}

function fileAt(request: string): RequestedFile {
  const path = request === "/" ? "index.html" : request.slice(1);
  const bytes = readFileSync(join(distFolder, path));
  return { path, sentBytes: (path.endsWith(".woff2") ? bytes : gzipSync(bytes)).length };
}
