import type { Page } from "playwright";
import { hashOf, openLosscope, WITH_MOTION } from "../test/support/losscopePage";
import { openPage } from "../test/support/openPage";
import { type Answer, frameTimes, gammaToTrained, quantile } from "../test/support/pageTiming";
import type { Measurement } from "./measurement";

/** How many times as slow the page's own thread is made. Workers keep their speed. */
const RATE = 4;
const VIEWPORT = { width: 1366, height: 768 };
const WATCH_MS = 6000;
const WARMING_MOVES = 10;
/** Moves of γ per round; each round has another α, so that no network has been trained before. */
const MOVES = 20;
const ROUNDS = 2;
const VISITS = 5;
/** The page has opened, and its opening run is over. */
const LOADED_MS = 4000;
const ENDLESS = hashOf({ epochs: 100_000 });

/** How the built page draws and answers on a machine whose main thread is slow. */
export async function measureSlowPage(url: string): Promise<Measurement[]> {
  const rows: Measurement[] = [];
  const training = await openLosscope(url, { ...WITH_MOTION, hash: ENDLESS, viewport: VIEWPORT });
  await training.losscope.button("Train").click();
  for (const pace of ["5 epochs/s", "full speed"] as const) {
    await slowDown(training.page, 1);
    if (pace === "full speed") await training.losscope.setPace(pace);
    await slowDown(training.page, RATE);
    await training.page.waitForTimeout(2000);
    const { p95Ms, longTasks } = await frameTimes(training.page, WATCH_MS);
    const at = `${pace}, ${RATE}x throttled`;
    rows.push(
      { name: `frame interval at ${at}, 95th percentile`, value: p95Ms, unit: "ms", atMost: 34 },
      { name: `longest main-thread task over 50 ms, ${at}`, value: Math.max(0, ...longTasks), unit: "ms" },
    );
  }
  await training.close();

  for (const by of ["key", "pointer"] as const) {
    const { losscope, page, close } = await openLosscope(url, { ...WITH_MOTION, viewport: VIEWPORT });
    await losscope.setInstant(true);
    for (const direction of ["down", "up"] as const) await gammaToTrained(page, WARMING_MOVES, by, direction);
    await slowDown(page, RATE);
    const answers: Answer[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      await losscope.type("balance", (0.74 - round / 100).toFixed(2));
      await page.waitForTimeout(1000);
      answers.push(...(await gammaToTrained(page, MOVES, by, round % 2 === 0 ? "down" : "up")));
    }
    await close();
    const ms = answers.map((answer) => answer.ms);
    const name = `γ to trained boundary by ${by}, ${RATE}x throttled`;
    rows.push(
      { name: `${name}, median`, value: quantile(ms, 0.5), unit: "ms" },
      { name: `${name}, 95th percentile`, value: quantile(ms, 0.95), unit: "ms", atMost: 150 },
    );
  }
  return rows;
}

/** The longest task of a first visit on this machine as it is, in the median visit. */
export async function measureLoadTasks(url: string): Promise<Measurement[]> {
  const longest: number[] = [];
  for (let visit = 0; visit < VISITS; visit++) {
    const { page, close } = await openPage("about:blank", { viewport: VIEWPORT });
    await page.addInitScript(() => {
      const tasks: number[] = [];
      Object.assign(globalThis, { loadTasks: tasks });
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) tasks.push(duration);
      }).observe({ type: "longtask", buffered: true });
    });
    await page.goto(url);
    await page.waitForTimeout(LOADED_MS);
    const tasks = await page.evaluate(() => (globalThis as unknown as { loadTasks: number[] }).loadTasks);
    longest.push(Math.max(0, ...tasks));
    await close();
  }
  const name = "longest main-thread task over 50 ms while loading, median visit";
  return [{ name, value: quantile(longest, 0.5), unit: "ms", atMost: 50 }];
}

async function slowDown(page: Page, rate: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate });
}
