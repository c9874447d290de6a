/** Firefox where colours are forced, and under a finger. */
import type { Browser } from "puppeteer-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { PATIENCE_MS } from "../firefox/firefoxPage";
import { launchFirefox } from "../firefox/launchFirefox";
import { builtSite } from "../support/builtSite";
import { forcedMarks, VISIBLE_MARKS } from "../support/forcedMarks";
import type { Tab } from "./tab";
import { untilTrained } from "./trainedPage";

/** What Windows' contrast themes set: the user's colours in place of the page's. */
const FORCED_COLOURS = { "browser.display.document_color_use": 2, "ui.useAccessibilityTheme": 1 };
/** How far a thumb drags γ, in steps of one frame. */
const DRAG_PX = -30;
const MOVES = 10;

const site = builtSite();
let firefox: Browser | undefined;
beforeAll(async () => {
  firefox = await launchFirefox(FORCED_COLOURS);
});
afterAll(() => firefox?.close());

it("keeps marks visible where colours are forced, and drags γ by touch", async () => {
  const page = await firefox!.newPage();
  await page.setViewport({ width: 1440, height: 900 });
  await page.goto(site.url);
  const tab: Tab = { evaluate: page.evaluate.bind(page) as Tab["evaluate"], close: () => page.close() };
  await untilTrained(tab);
  expect(await page.evaluate(() => matchMedia("(forced-colors: active)").matches)).toBe(true);
  expect(await page.evaluate(forcedMarks)).toEqual(VISIBLE_MARKS);

  const boundary = () => page.$eval("[data-line=boundary] path", (line) => line.getAttribute("d"));
  const before = await boundary();
  const gamma = (await page.$("input[type=range]"))!;
  const { x, y, width, height } = (await gamma.boundingBox())!;
  const finger = await page.touchscreen.touchStart(x + width / 2, y + height / 2);
  for (let move = 1; move <= MOVES; move++) {
    await finger.move(x + width / 2 + (move / MOVES) * DRAG_PX, y + height / 2);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  await finger.end();
  expect(Number(await gamma.evaluate((input) => input.getAttribute("aria-valuenow")))).toBeLessThan(2);
  await expect.poll(boundary, { timeout: PATIENCE_MS }).not.toBe(before);
  await page.close();
});
