import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { distFolder } from "../../scripts/build.mjs";
import { builtSite } from "../support/builtSite";
import { firstLoad, totalKb } from "../support/firstLoad";
import { firstLoadParts } from "../support/firstLoadParts";
import { PATIENCE_MS } from "../support/losscopePage";
import { NO_PROBLEMS, type OpenedPage, openPage } from "../support/openPage";
import { serveDist } from "../support/serveDist";

/**
 * JavaScript and CSS before the first paint, gzip, in units of 1000 bytes; comparable sites need
 * 129 and 137.
 */
const FIRST_LOAD_BUDGET_KB = 133;
/**
 * Budget of each part of that JavaScript, in the same units, so that a failure names the part that
 * grew. The first load contains no other folder. `unmapped` is code that the build generates:
 * texts, the opening losses' programs, class names. The folders with lists (optimisers, data sets,
 * metrics) have room for a few more members.
 */
const PART_BUDGETS_KB: Readonly<Record<string, number>> = {
  react: 66,
  "other packages": 2.4,
  unmapped: 9.9,
  charts: 13.8,
  panels: 13.1,
  controls: 6.9,
  store: 6.3,
  language: 3.9,
  losses: 3.9,
  app: 3.1,
  optimizers: 0.9,
  datasets: 2.4,
  i18n: 2.2,
  metrics: 1.5,
  worker: 1.1,
  scheduling: 1.6,
  gestures: 0.6,
  experiment: 1,
  probability: 0.6,
  training: 0.3,
};
/** Resolves when the page has loaded what it loads without being asked, KaTeX last. */
async function loaded({ page }: OpenedPage) {
  await page.locator(".katex .mathbf").first().waitFor({ state: "attached", timeout: PATIENCE_MS });
  await page.waitForLoadState("networkidle");
}

const site = builtSite();

describe("the built page", () => {
  it("has a policy that forbids what it does not need: other origins, inline code, unsafe-eval", () => {
    const html = readFileSync(join(distFolder, "index.html"), "utf8");
    const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/
      .exec(html)?.[1]
      ?.replaceAll("&#39;", "'");
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
    expect(policy).not.toMatch(/'unsafe-eval'|'unsafe-inline'|https?:|\*/);
    // A policy in a meta element holds only for what comes after it.
    expect(html.indexOf("Content-Security-Policy")).toBeLessThan(html.search(/<script|<link/));
  });

  it("is held to that policy by the browser: inline code is refused", async () => {
    const opened = await openPage(site.url);
    await opened.page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "window.inlineCodeRan = true";
      document.head.append(script);
    });
    expect(await opened.page.evaluate(() => "inlineCodeRan" in window)).toBe(false);
    expect(opened.problems.policyViolations).toEqual(["script-src-elem blocked inline"]);
    await opened.close();
  });

  it.each(["/", "/a/b/"])("works under %s without an error and sends no request to another origin", async (base) => {
    const other = base === "/" ? undefined : await serveDist(base);
    const served = other ?? site;
    const opened = await openPage(served.url);
    await loaded(opened);
    expect(opened.problems).toEqual(NO_PROBLEMS);
    expect(served.requests.filter((path) => !path.startsWith(base))).toEqual([]);
    await opened.close();
    await other?.close();
  });

  it(`needs at most ${FIRST_LOAD_BUDGET_KB} kB of JavaScript and CSS before its first paint`, () => {
    const files = firstLoad(distFolder);
    for (const { path, gzipBytes } of files) console.log(`${(gzipBytes / 1000).toFixed(1).padStart(7)} kB  ${path}`);
    console.log(`${totalKb(files).toFixed(1).padStart(7)} kB  first load, gzip; at most ${FIRST_LOAD_BUDGET_KB}`);
    expect(totalKb(files)).toBeLessThanOrEqual(FIRST_LOAD_BUDGET_KB);
  });

  // WebKit runs a worker's file a second time when another module imports it, and then does not
  // train.
  it("imports no worker's file from another file", () => {
    const assets = join(distFolder, "assets");
    const files = readdirSync(assets).filter((name) => name.endsWith(".js"));
    expect(files.filter((name) => name.includes(".worker-"))).not.toEqual([]);
    const imports = files.flatMap((name) => {
      const code = readFileSync(join(assets, name), "utf8");
      const found = code.matchAll(/\b(?:from|import)\s*\(?\s*["'`]\.\/([^"'`]*\.worker-[^"'`]*)["'`]/g);
      return [...found].map(([, worker]) => `${name} imports ${worker}`);
    });
    expect(imports).toEqual([]);
  });

  it("keeps each part of its first load within the part's own budget", () => {
    const parts = firstLoadParts();
    const overBudget = Object.entries(parts).flatMap(([part, kb]) => {
      const budget = PART_BUDGETS_KB[part] ?? 0;
      return kb <= budget ? [] : [`${part}: ${kb.toFixed(2)} kB, budget ${budget}`];
    });
    expect(overBudget).toEqual([]);
    expect(Object.keys(parts)).toContain("react");
  });
});
