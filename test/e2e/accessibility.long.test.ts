import type { BrowserContextOptions } from "playwright";
import { describe, expect, it } from "vitest";
import { losses } from "../../src/losses";
import { builtSite } from "../support/builtSite";
import { examineEverything } from "../support/examineEverything";
import { findAxeViolations } from "../support/findAxeViolations";
import { findOverflow } from "../support/findOverflow";
import { hashOf } from "../support/losscopePage";
import { openPage } from "../support/openPage";

/** By then, everything that loads after the first paint (KaTeX, lists) is there. */
const SETTLED_MS = 1000;
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
/** Chosen so that each size, theme and language occurs. */
const LOOKS: readonly [name: string, options: BrowserContextOptions][] = [
  ["a desktop in light and English", { viewport: { width: 1440, height: 900 }, colorScheme: "light", locale: "en-US" }],
  ["a phone in dark", { ...PHONE, colorScheme: "dark" }],
  ["a tablet in dark and Chinese", { viewport: { width: 1024, height: 768 }, colorScheme: "dark", locale: "zh-CN" }],
];
const SCHEMES = ["light", "dark"] as const;
const LOCALES = ["en-US", "zh-CN"] as const;
const site = builtSite();

describe.each(LOOKS)("on %s", (_, options) => {
  it("axe finds no fault and nothing is wider than the window, whatever is open", async () => {
    expect(await examineEverything(site.url, options)).toEqual([]);
  });
});

describe("with each loss of the catalogue", () => {
  it.each(losses.map(({ id }) => id))("%s: axe finds no fault in its formula, curves and tables", async (id) => {
    const opened = await openPage(site.url + hashOf({ loss: { id } }), { reducedMotion: "reduce" });
    await opened.page.locator(".katex, pre code").first().waitFor({ state: "attached" });
    await opened.page.waitForTimeout(SETTLED_MS);
    expect(await findAxeViolations(opened.page)).toEqual([]);
    await opened.close();
  });
});

describe.each(LOCALES)("at rest in %s", (locale) => {
  it.each(SCHEMES)("axe finds no fault in the %s theme", async (colorScheme) => {
    const opened = await openPage(site.url, { locale, colorScheme, reducedMotion: "reduce" });
    await opened.page.getByRole("main").waitFor();
    await opened.page.waitForTimeout(SETTLED_MS);
    expect(await findAxeViolations(opened.page)).toEqual([]);
    await opened.close();
  });

  it("the page fits a phone: nothing is wider than the screen, and axe finds no fault", async () => {
    const opened = await openPage(site.url, { ...PHONE, locale });
    await opened.page.getByRole("main").waitFor();
    await opened.page.waitForTimeout(SETTLED_MS);
    expect(await findOverflow(opened.page)).toEqual([]);
    expect(await findAxeViolations(opened.page)).toEqual([]);
    await opened.close();
  });
});
