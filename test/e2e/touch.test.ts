import { readFileSync } from "node:fs";
import type { Locator } from "playwright";
import { describe, expect, it } from "vitest";
import { builtSite } from "../support/builtSite";
import { PHONE, pointIn, swipe } from "../support/finger";
import { hashOf, openLosscope } from "../support/losscopePage";
import { NO_PROBLEMS, openPage } from "../support/openPage";

/** Far enough for the browser to tell a swipe from a tap, and to scroll. */
const SWIPE_PX = 200;

const text = (file: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`../../src/i18n/${file}.json`, import.meta.url), "utf8"));
const words = { ...text("en"), ...text("later/en") };
const weighing = { name: words["layout.weighing"]! };
const probeHandle = { name: words["probe.handle"]!, exact: true };
const lossCurves = { name: words["curve.lossName"]! };

const site = builtSite();

/** A point of an element, given as shares of its box, after scrolling it to the screen's middle. */
async function pointOf(element: Locator, shareX: number, shareY = 0.5): Promise<{ x: number; y: number }> {
  await element.evaluate((node) => node.scrollIntoView({ block: "center", behavior: "instant" }));
  return pointIn(element, shareX, shareY);
}

describe("a finger on a phone", () => {
  it("scrolls the page by a vertical swipe that begins on a control, which keeps its value", async () => {
    const { page, losscope, problems, close } = await openLosscope(site.url, PHONE);
    const input = await page.context().newCDPSession(page);
    const nowOf = (control: Locator) => control.getAttribute("aria-valuenow");
    const expectScroll = async (what: string, control: Locator, element: Locator, shareX: number, shareY?: number) => {
      const before = await nowOf(control);
      const from = await pointOf(element, shareX, shareY);
      const scrolled = await page.evaluate(() => scrollY);
      // Down where the page has nothing above.
      await swipe(page, input, from, 6, scrolled > SWIPE_PX ? SWIPE_PX : -SWIPE_PX);
      expect(await nowOf(control), what).toBe(before);
      expect(Math.abs((await page.evaluate(() => scrollY)) - scrolled), `scrolled from ${what}`).toBeGreaterThan(
        SWIPE_PX / 2,
      );
    };

    // The longest part of the page: the instrument stays at the bottom, and the page moves.
    await page.getByRole("tab", weighing).click();
    const gamma = losscope.slider("focusing");
    const track = page.locator("[title]").filter({ has: gamma });
    await expectScroll("the track", gamma, track, 0.85);
    await expectScroll("the thumb", gamma, gamma, 0.5);
    await expectScroll("the number", losscope.number("focusing"), losscope.number("focusing"), 0.5);

    const probe = page.getByRole("slider", probeHandle).first();
    await expectScroll("the curves", probe, page.getByRole("img", lossCurves).first(), 0.7);
    await expectScroll("the probe's handle", probe, probe, 0.5);

    await page.getByRole("navigation").getByText(words["app.view.compare"]!).click();
    const epoch = page.getByRole("slider", { name: words["compare.epoch"]! });
    await expect.poll(() => nowOf(epoch), { timeout: 30_000 }).toBe("30");
    await expectScroll("the epoch's track", epoch, epoch.locator("xpath=../../.."), 0.3);
    expect(problems).toEqual(NO_PROBLEMS);
    await close();
  });

  it("drags a slider, a number and a probe sideways, and places the probe by a tap", async () => {
    const { page, losscope, problems, close } = await openLosscope(site.url, PHONE);
    const input = await page.context().newCDPSession(page);
    const gamma = losscope.slider("focusing");
    const now = async (control: Locator) => Number(await control.getAttribute("aria-valuenow"));
    await swipe(page, input, await pointOf(gamma, 0.5), 60, 10);
    expect(await now(gamma)).toBeGreaterThan(2.5);
    const before = await now(gamma);
    await swipe(page, input, await pointOf(losscope.number("focusing"), 0.5), -60, 5);
    expect(await now(gamma)).toBeLessThan(before);

    await page.getByRole("tab", weighing).click();
    const probe = page.getByRole("slider", probeHandle).first();
    const curves = page.getByRole("img", lossCurves).first();
    const tap = await pointOf(curves, 0.9);
    await page.touchscreen.tap(tap.x, tap.y);
    await expect.poll(() => now(probe)).toBeGreaterThan(0.8);
    await swipe(page, input, await pointOf(curves, 0.8), -120, 8);
    expect(await now(probe)).toBeLessThan(0.7);
    expect(problems).toEqual(NO_PROBLEMS);
    await close();
  });

  it("drags a vector sideways on its plane", async () => {
    const { page, problems, close } = await openPage(site.url + hashOf({ loss: { id: "triplet-margin" } }), PHONE);
    const input = await page.context().newCDPSession(page);
    await page.getByRole("tab", weighing).click();
    const vector = page.getByRole("slider", { name: "Vector negative" });
    const x = Number(await vector.getAttribute("aria-valuenow"));
    await swipe(page, input, await pointOf(page.locator("path[class*=pointer]"), 0.4), 90, 5);
    expect(Math.abs(Number(await vector.getAttribute("aria-valuenow")) - x)).toBeGreaterThan(0.1);
    expect(problems).toEqual(NO_PROBLEMS);
    await close();
  });
});
