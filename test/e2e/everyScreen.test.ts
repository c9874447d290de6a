import type { Locator, Page } from "playwright";
import { describe, expect, it } from "vitest";
import { builtSite } from "../support/builtSite";
import { findOverflow } from "../support/findOverflow";
import { openPage } from "../support/openPage";

/** Phones, tablet, projector, laptops, desktop, large screens; and pages zoomed to 200 %. */
const SCREENS = [
  { width: 320, height: 640 },
  { width: 390, height: 844 },
  { width: 768, height: 1024 },
  { width: 1024, height: 768 },
  { width: 1366, height: 768 },
  { width: 1440, height: 900 },
  { width: 1920, height: 1080 },
  { width: 2560, height: 1440 },
  { width: 720, height: 450 },
  { width: 683, height: 384 },
];
/** The widths at which Chinese and English words may break lines in different places. */
const WIDTHS_IN_CHINESE = [320, 390, 1024, 1440, 1920];
/** Where the opening training is played; elsewhere the page opens as without motion, sooner. */
const WIDTHS_PLAYED = [390, 1440];
const LANGUAGES = [
  {
    locale: "en-US",
    focusing: "focusing",
    balance: "balance",
    watch: "Watch it learn",
    compare: "Compare",
    sweep: "Sweep",
  },
  { locale: "zh-CN", focusing: "聚焦", balance: "平衡", watch: "看它再学一遍", compare: "对比", sweep: "扫描" },
];
/** Chrome's limit for a good layout is 0.1; nothing on this page is to move at all. */
const LARGEST_SHIFT = 0.005;

const site = builtSite();

/** Adds up the layout shifts of the page from its first paint on. */
async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts = { sum: 0, of: [] as string[] };
    Object.assign(globalThis, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; sources: { node?: Node }[] })[]) {
        shifts.sum += entry.value;
        shifts.of.push(...entry.sources.map(({ node }) => `${entry.value.toFixed(4)} ${(node as Element)?.className}`));
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
}

/** What of an element's box lies outside the window, in pixels; nothing may cover the rest. */
function hiddenPx(page: Page, selector: string): Promise<number> {
  return page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      return Math.max(-left, -top, right - innerWidth, bottom - innerHeight, 0);
    });
}

/** The sentence's punctuation that is on a line without what it follows. */
function punctuationAlone(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const first = (text: Element) => {
      const range = document.createRange();
      range.setStart(text.firstChild!, 0);
      range.setEnd(text.firstChild!, 1);
      return range.getBoundingClientRect();
    };
    const texts = [...document.querySelectorAll("p [data-size=text] + span")];
    return texts
      .filter((text) => /^[,.;:)，。；：、）]/.test(text.textContent ?? ""))
      .filter((text) => first(text).left < text.previousElementSibling!.getBoundingClientRect().right - 1)
      .map((text) => `${text.previousElementSibling!.textContent} ${text.textContent}`);
  });
}

describe.each(LANGUAGES)("in $locale, the page as it opens", ({ locale, focusing, balance, watch }) => {
  it.each(SCREENS.filter(({ width }) => locale === "en-US" || WIDTHS_IN_CHINESE.includes(width)))(
    "has γ, α and the whole boundary in one view at $width × $height, and moves nothing",
    async (viewport) => {
      const phone = viewport.width < 500 && { hasTouch: true, isMobile: true };
      const reducedMotion = WIDTHS_PLAYED.includes(viewport.width) ? "no-preference" : "reduce";
      const { page, close } = await openPage("about:blank", { viewport, locale, reducedMotion, ...phone });
      await watchShifts(page);
      await page.goto(site.url);
      await page.getByRole("button", { name: watch }).waitFor();
      await page.waitForLoadState("networkidle");
      const boundary = page.locator("[data-line=boundary]");
      await boundary.waitFor({ state: "attached" });

      for (const name of [focusing, balance]) {
        const thumb = (await page.getByRole("slider", { name, exact: true }).boundingBox())!;
        expect(thumb.y, name).toBeGreaterThanOrEqual(0);
        expect(thumb.y + thumb.height, name).toBeLessThanOrEqual(viewport.height);
        // Larger than anything else that moves: the probe's handles, the handle of hard and easy.
        expect(thumb.width, name).toBeGreaterThanOrEqual(24);
      }
      expect(await hiddenPx(page, "[data-line=boundary]")).toBe(0);
      expect(await findOverflow(page)).toEqual([]);
      expect(await punctuationAlone(page)).toEqual([]);
      const shifts = await page.evaluate(
        () => (globalThis as unknown as { shifts: { sum: number; of: string[] } }).shifts,
      );
      expect(shifts.sum, shifts.of.join("; ")).toBeLessThanOrEqual(LARGEST_SHIFT);
      await close();
    },
  );
});

describe.each(LANGUAGES)("in $locale, with the window at every size", ({ locale, watch, compare, sweep }) => {
  it("Compare has its losses' parameters and planes in one view, Sweep its map with both axes", async () => {
    const { page, close } = await openPage(site.url, { locale, reducedMotion: "reduce" });
    await page.getByRole("button", { name: watch }).waitFor();
    const expectInView = async (view: string, parts: Locator, count: number) => {
      await parts.nth(count - 1).waitFor();
      // A zoomed page is lower than these views.
      for (const size of SCREENS.filter(({ height }) => height > 450)) {
        await page.setViewportSize(size);
        const hidden = () =>
          parts.evaluateAll((elements) =>
            elements
              .map((element) => element.getBoundingClientRect())
              .filter(
                ({ top, bottom, left, right }) => top < 0 || left < 0 || bottom > innerHeight || right > innerWidth,
              ),
          );
        await expect.poll(hidden, { message: `${view} at ${size.width} × ${size.height}` }).toEqual([]);
      }
    };
    await page.getByRole("navigation").getByText(compare).click();
    await expectInView(compare, page.locator("[data-slot] canvas, [data-slot] [role=spinbutton]"), 5);
    await page.getByRole("navigation").getByText(sweep).click();
    await expectInView(sweep, page.locator("[role=img] > canvas").first(), 1);
    await close();
  });
});
