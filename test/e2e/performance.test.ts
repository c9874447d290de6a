import { describe, expect, it } from "vitest";
import { builtSite } from "../support/builtSite";
import { hashOf, openLosscope, WITH_MOTION } from "../support/losscopePage";
import { openPage } from "../support/openPage";
import { firstCurveMs, frameTimes, gammaToPaint } from "../support/pageTiming";

/**
 * The page's goals apply to an otherwise idle machine (npm run bench measures them). Here other
 * processes may take time, so a test only checks that nothing is off by a factor. A measurement
 * that fails is repeated once.
 */
const SLACK = 3;
/**
 * The only limit that is not a ratio: browsers were seen to draw this same page three times as
 * slowly from one day to the next.
 */
const FIRST_CURVE_SLACK = 6;
const FIRST_CURVE_MS = 1000;
const LONG_TASK_MS = 50;
const IDLE_RATIO = 1.2;
const WATCH_MS = 1500;
const ENDLESS = hashOf({ epochs: 100_000 });

const site = builtSite();

describe("the page is quick", () => {
  it(`shows the first curve within ${FIRST_CURVE_MS} ms of navigation`, async () => {
    const { page, close } = await openPage("about:blank");
    const ms = await firstCurveMs(page, site.url);
    console.log(`first curve after ${ms.toFixed(0)} ms`);
    expect(ms).toBeLessThan(FIRST_CURVE_MS * FIRST_CURVE_SLACK);
    await close();
  });

  it("paints a change of γ in the next frame, idle and while it trains at full speed", async () => {
    const { losscope, page, close } = await openLosscope(site.url, { ...WITH_MOTION, hash: ENDLESS });
    const atRest = await gammaToPaint(page);
    await losscope.setPace("full speed");
    await losscope.button("Train").click();
    await losscope.reaches(100);
    const training = await gammaToPaint(page);
    console.log(`γ to paint: ${atRest.ms.toFixed(0)} ms at rest, ${training.ms.toFixed(0)} ms while training`);
    expect(atRest.frames).toBe(1);
    expect(training.frames).toBeLessThanOrEqual(2);
    await close();
  });

  it("misses few frames while it trains, at the usual pace and at full speed", async () => {
    const { losscope, page, close } = await openLosscope(site.url, { ...WITH_MOTION, hash: ENDLESS });
    await page.waitForTimeout(500);
    const idle = await frameTimes(page, WATCH_MS);
    await losscope.button("Train").click();
    await losscope.reaches(100);
    const usual = await frameTimes(page, WATCH_MS);
    await losscope.setPace("full speed");
    await page.waitForTimeout(500);
    const full = await frameTimes(page, WATCH_MS);
    console.log(JSON.stringify({ idle, usual, full }));
    for (const training of [usual, full]) {
      expect(Math.max(0, ...training.longTasks)).toBeLessThan(LONG_TASK_MS * SLACK);
      // One missed frame is twice the interval, so the median shows whether most frames are kept.
      expect(training.medianMs).toBeLessThan(idle.medianMs * IDLE_RATIO * 1.25);
    }
    await close();
  });
});
