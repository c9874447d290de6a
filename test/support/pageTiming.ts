import type { Page } from "playwright";

export interface FrameTimes {
  /** Milliseconds between frames. */
  medianMs: number;
  p95Ms: number;
  /** Main-thread tasks over 50 ms, in ms. */
  longTasks: number[];
}

/** Observes the page's frames and main thread for `ms` milliseconds. */
export function frameTimes(page: Page, durationMs: number): Promise<FrameTimes> {
  return page.evaluate(
    (duration) =>
      new Promise<FrameTimes>((resolve) => {
        const longTasks: number[] = [];
        const observer = new PerformanceObserver((list) => {
          for (const { duration: ms } of list.getEntries()) longTasks.push(Math.round(ms));
        });
        observer.observe({ type: "longtask" });
        const intervals: number[] = [];
        let last: number | undefined;
        const end = performance.now() + duration;
        const tick = (now: number) => {
          if (last !== undefined) intervals.push(now - last);
          last = now;
          if (now < end) {
            requestAnimationFrame(tick);
            return;
          }
          observer.disconnect();
          intervals.sort((a, b) => a - b);
          const at = (share: number) =>
            intervals[Math.min(intervals.length - 1, Math.floor(share * intervals.length))]!;
          resolve({ medianMs: at(0.5), p95Ms: at(0.95), longTasks });
        };
        requestAnimationFrame(tick);
      }),
    durationMs,
  );
}

export interface Answer {
  /** From the key's event to the frame that draws the change. */
  ms: number;
  /** 1: the next frame after the event. */
  frames: number;
}

/** How long a step of γ by arrow key takes to show in the table of hard and easy pairs. */
export async function gammaToPaint(page: Page): Promise<Answer> {
  await page.getByRole("slider", { name: "focusing", exact: true }).focus();
  await page.getByRole("rowheader", { name: "hard", exact: true }).waitFor();
  await page.evaluate(() => {
    const row = [...document.querySelectorAll("tr")].find((tr) => tr.querySelector("th")?.textContent === "hard")!;
    const before = row.textContent;
    const answer = new Promise<Answer>((resolve) => {
      const onKeyDown = ({ timeStamp }: KeyboardEvent) => {
        let frames = 0;
        const look = () => {
          frames++;
          // The document's state when a frame's callbacks run is what this frame paints.
          if (row.textContent !== before) resolve({ ms: performance.now() - timeStamp, frames });
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      };
      document.addEventListener("keydown", onKeyDown, { once: true, capture: true });
    });
    Object.assign(globalThis, { answer });
  });
  await page.keyboard.press("ArrowRight");
  return page.evaluate(() => (globalThis as unknown as { answer: Promise<Answer> }).answer);
}

/**
 * A user, not a machine: rests on the slider this long before a move, and moves again this long
 * after the page has shown the result of the move before.
 */
const ARRIVED_MS = 200;
const BETWEEN_MOVES_MS = 50;
/** A move that leaves the boundary unchanged, to the pixel, is given up after this time. */
const NO_CHANGE_MS = 1000;
/**
 * A user who drags slowly reaches the next value or the one after; a fast drag passes over six or
 * seven.
 */
const PX_PER_MOVE = { pointer: 3, leap: 18 };

export type MovedBy = "key" | keyof typeof PX_PER_MOVE;

/**
 * Moves γ step by step, down or up, and measures for each step the time until the boundary trained
 * with the new value is in the document. The page must be one on which changes retrain, and γ must
 * have room for all steps: above 3 there is no boundary. Moves that do not change the boundary
 * count as `NO_CHANGE_MS`. Each key is held until the result is there: a key released at once, as
 * no user does, would be a second input, for which browsers draw a frame before they read the
 * worker's message.
 */
export async function gammaToTrained(
  page: Page,
  moves: number,
  by: MovedBy = "key",
  direction: "down" | "up" = "down",
): Promise<Answer[]> {
  const slider = page.getByRole("slider", { name: "focusing", exact: true });
  await slider.focus();
  const answers: Answer[] = [];
  const sign = direction === "down" ? -1 : 1;
  const key = direction === "down" ? "ArrowLeft" : "ArrowRight";
  const thumb = await slider.evaluate((input) => {
    const { x, y, width, height } = input.parentElement!.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  });
  if (by !== "key") {
    await page.mouse.move(thumb.x, thumb.y);
    await page.mouse.down();
  }
  await page.waitForTimeout(ARRIVED_MS);
  for (let move = 0; move < moves; move++) {
    if (by === "key") answers.push(await keyToTrained(page, key));
    else {
      await watchBoundary(page, "pointermove");
      await page.mouse.move(thumb.x + sign * PX_PER_MOVE[by] * (move + 1), thumb.y);
      answers.push(await boundaryChanged(page));
    }
    await page.waitForTimeout(BETWEEN_MOVES_MS);
  }
  if (by !== "key") await page.mouse.up();
  return answers;
}

/** The same for steps of a number in the sentences, by arrow key. */
export async function numberToTrained(
  page: Page,
  name: string,
  moves: number,
  direction: "down" | "up",
): Promise<Answer[]> {
  await page.getByRole("spinbutton", { name, exact: true }).focus();
  await page.waitForTimeout(ARRIVED_MS);
  const answers: Answer[] = [];
  for (let move = 0; move < moves; move++) {
    answers.push(await keyToTrained(page, direction === "down" ? "ArrowDown" : "ArrowUp"));
    await page.waitForTimeout(BETWEEN_MOVES_MS);
  }
  return answers;
}

async function keyToTrained(page: Page, key: string): Promise<Answer> {
  await watchBoundary(page, "keydown");
  await page.keyboard.down(key);
  const answer = await boundaryChanged(page);
  await page.keyboard.up(key);
  return answer;
}

const boundaryChanged = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { answer: Promise<Answer> }).answer);

/**
 * Makes the page record, as `answer`, when its boundary has changed after the next event of the
 * type.
 */
function watchBoundary(page: Page, type: "keydown" | "pointermove"): Promise<void> {
  return page.evaluate(
    ({ eventType, givenUpMs }) => {
      const boundary = () => document.querySelector("[data-line=boundary]")?.innerHTML;
      const before = boundary();
      const answer = new Promise<Answer>((resolve) => {
        const onEvent = ({ timeStamp }: Event) => {
          let frames = 0;
          const look = () => {
            frames++;
            const ms = performance.now() - timeStamp;
            if (boundary() !== before || ms > givenUpMs) resolve({ ms, frames });
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        };
        document.addEventListener(eventType, onEvent, { once: true, capture: true });
      });
      Object.assign(globalThis, { answer });
    },
    { eventType: type, givenUpMs: NO_CHANGE_MS },
  );
}

/** The value that the given share of the values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

/**
 * Milliseconds from navigation to the first curve in the document; call on a page that is loading.
 */
export async function firstCurveMs(page: Page, url: string): Promise<number> {
  await page.addInitScript(() => {
    const look = () => {
      if (document.querySelector("path[data-line=positive]")?.getAttribute("d")) {
        requestAnimationFrame((now) => Object.assign(globalThis, { firstCurveAt: now }));
      } else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.goto(url);
  const handle = await page.waitForFunction(() => (globalThis as unknown as { firstCurveAt?: number }).firstCurveAt);
  return (await handle.jsonValue())!;
}
