import type { CDPSession, Locator, Page } from "playwright";

/** Options of a page on a phone. */
export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
/** Moves of the finger within a swipe, one per frame. */
const MOVES = 12;

/** A finger that presses a point, moves by some pixels and lifts, as real touch input. */
export async function swipe(
  page: Page,
  input: CDPSession,
  from: { x: number; y: number },
  across: number,
  down: number,
) {
  const send = (type: "touchStart" | "touchMove" | "touchEnd", share?: number) =>
    input.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: share === undefined ? [] : [{ x: from.x + share * across, y: from.y + share * down }],
    });
  await send("touchStart", 0);
  for (let move = 1; move <= MOVES; move++) {
    await send("touchMove", move / MOVES);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  await send("touchEnd");
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

/** A point of an element's box, given as shares of its size. */
export async function pointIn(element: Locator, shareX: number, shareY = 0.5): Promise<{ x: number; y: number }> {
  const { x, y, width, height } = (await element.boundingBox())!;
  return { x: x + shareX * width, y: y + shareY * height };
}
