import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { distFolder } from "../../scripts/build.mjs";
import { builtSite } from "../support/builtSite";
import { firstLoad, totalKb } from "../support/firstLoad";
import { NO_PROBLEMS, type OpenedPage, openPage } from "../support/openPage";
import { serveDist } from "../support/serveDist";

/** Of JavaScript and CSS before the first paint, gzip, in units of 1000 bytes; comparable sites need 129 and 137. */
const FIRST_LOAD_BUDGET_KB = 142;
/** Long enough for what the page loads after its first paint (KaTeX) to have come. */
const SETTLED_MS = 3000;

/** The page is up when its main heading or landmark is: the app has rendered. */
async function rendered({ page }: OpenedPage) {
  await page.getByRole("main").waitFor();
}

const site = builtSite();

describe("the built page", () => {
  it("forbids what it does not need: other origins, inline code, unsafe-eval", () => {
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

  it("holds to that policy in the browser: inline code is refused", async () => {
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

  it.each(["/", "/a/b/"])("works under %s, silently, and asks no other origin for anything", async (base) => {
    const other = base === "/" ? undefined : await serveDist(base);
    const served = other ?? site;
    const opened = await openPage(served.url);
    await rendered(opened);
    await opened.page.waitForTimeout(SETTLED_MS);
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
});
