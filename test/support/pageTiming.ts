import type { Page } from "playwright";

export interface FrameTimes {
  /** Milliseconds between frames. */
  medianMs: number;
  p95Ms: number;
  /** Main-thread tasks over 50 ms, in ms. */
  longTasks: number[];
}

/** Watches the page's frames and main thread for so long. */
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
  /** From the key's event to the frame whose drawing holds the change. */
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
          // What stands in the document when a frame's callbacks run is what this frame paints.
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

/** A hand, not a machine: it is at the slider so long before it moves it, and moves it so long after the page has shown what the move before came to. */
const ARRIVED_MS = 200;
const BETWEEN_MOVES_MS = 50;
/** A move that leaves the boundary where it is, to the pixel, is given up. */
const NO_CHANGE_MS = 1000;
/** A hand that drags slowly comes to the next value or the one after; one that leaps passes over six or seven. */
const PX_PER_MOVE = { pointer: 3, leap: 18 };

export type MovedBy = "key" | keyof typeof PX_PER_MOVE;

/**
 * Steps of γ, one after the other, down or up: how long each takes until the boundary trained with the new value is in the document. The page must be one on
 * which changes retrain, and γ must have so much room: above 3 no boundary is left. Moves without a change of the boundary count as `NO_CHANGE_MS`. A key is
 * held until the answer is there: let go at once, as by no hand, its release would be an input of its own, for which browsers draw a frame before they look at
 * what the worker has sent.
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

/** Has the page note, as `answer`, when its boundary is another one after the next event of the type. */
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

/** The value that so large a share of the numbers do not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

/** Milliseconds from navigation to the first curve in the document; call on a page that is loading. */
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
