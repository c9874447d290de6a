import { distFolder } from "../scripts/build.mjs";
import { firstLoad, totalKb } from "../test/support/firstLoad";
import { hashOf, openLosscope, WITH_MOTION } from "../test/support/losscopePage";
import { closeBrowser, openPage } from "../test/support/openPage";
import {
  type Answer,
  firstCurveMs,
  frameTimes,
  gammaToPaint,
  gammaToTrained,
  type MovedBy,
  numberToTrained,
  quantile,
} from "../test/support/pageTiming";
import { serveDist } from "../test/support/serveDist";
import { measureLighthouse } from "./lighthouse";
import type { Measurement } from "./measurement";
import { measureLoadTasks, measureSlowPage } from "./slowPage";

/** First visits, each with an empty cache. */
const VISITS = 7;
const WATCH_MS = 6000;
const BATCH = 100;
/** Moves down and up again, to warm the page up. */
const WARMING_MOVES = 20;
/**
 * Number of measured rounds, and of moves in each. Rounds move γ down and up in turn, each with
 * another α, so that no network has been trained before.
 */
const ROUNDS: Readonly<Record<MovedBy, number>> = { key: 4, pointer: 4, leap: 16 };
const MOVES: Readonly<Record<MovedBy, number>> = { key: 20, pointer: 20, leap: 5 };
const SETTLE_MS = 150;
/** The measured settings. Each moves down, and then up again with another α. */
const NUMBERS = [
  "Learning rate",
  "L2 coefficient",
  "Batch size",
  "Number of positives",
  "Standard deviation of the radius",
];
/** Moves in each direction. With fewer than 120 positives there is no boundary. */
const NUMBER_MOVES = 8;
const DIRECTIONS = ["down", "up"] as const;
const ENDLESS = hashOf({ epochs: 100_000 });

/**
 * The built page: how soon it shows, how fast it responds, and how smoothly it draws while it
 * trains, also with a slow main thread and in Lighthouse's judgement.
 */
export async function benchPage(): Promise<Measurement[]> {
  const site = await serveDist("/");
  try {
    const curves: number[] = [];
    for (let visit = 0; visit <= VISITS; visit++) {
      const blank = await openPage("about:blank");
      const ms = await firstCurveMs(blank.page, site.url);
      // The first visit is not counted: it makes the server compress its files, which a web host
      // has compressed already.
      if (visit > 0) curves.push(ms);
      await blank.close();
    }

    const instant = await openLosscope(site.url, WITH_MOTION);
    for (const direction of DIRECTIONS) await gammaToTrained(instant.page, WARMING_MOVES, "key", direction);
    await instant.losscope.setInstant(true);
    const answers: Record<MovedBy, Answer[]> = { key: [], pointer: [], leap: [] };
    let alpha = 0.75;
    for (const by of ["key", "pointer", "leap"] as const) {
      for (let round = 0; round < ROUNDS[by]; round++) {
        alpha -= 0.01;
        await instant.losscope.type("balance", alpha.toFixed(2));
        await instant.page.waitForTimeout(SETTLE_MS);
        answers[by].push(...(await gammaToTrained(instant.page, MOVES[by], by, DIRECTIONS[round % 2])));
      }
    }
    // With the γ and α that were set before, some changes leave no boundary.
    for (const [name, value] of [
      ["balance", "0.75"],
      ["focusing", "2"],
    ] as const) {
      await instant.losscope.type(name, value);
    }
    await instant.page.waitForTimeout(SETTLE_MS);
    const numbers: Answer[] = [];
    for (const name of NUMBERS) {
      for (const direction of DIRECTIONS) {
        alpha = direction === "down" ? 0.75 : 0.74;
        await instant.losscope.type("balance", alpha.toFixed(2));
        await instant.page.waitForTimeout(SETTLE_MS);
        numbers.push(...(await numberToTrained(instant.page, name, NUMBER_MOVES, direction)));
      }
    }
    await instant.close();

    const { losscope, page, close } = await openLosscope(site.url, { ...WITH_MOTION, hash: ENDLESS });
    await page.waitForTimeout(1500);
    const atRest = await gammaToPaint(page);
    const idle = await frameTimes(page, WATCH_MS);
    await losscope.button("Train").click();
    await page.waitForTimeout(2000);
    const usual = await frameTimes(page, WATCH_MS);
    await losscope.setPace("full speed");
    await page.waitForTimeout(2000);
    const [before, started] = [(await losscope.steps()).step, performance.now()];
    const full = await frameTimes(page, WATCH_MS);
    const samples = (((await losscope.steps()).step - before) * BATCH * 1000) / (performance.now() - started);
    const training = await gammaToPaint(page);
    await close();

    const slow = [...(await measureLoadTasks(site.url)), ...(await measureSlowPage(site.url))];
    // Its browser needs the processor that ours would go on using.
    await closeBrowser();
    const judged = await measureLighthouse(site.url);

    const longest = (tasks: readonly number[]) => Math.max(0, ...tasks);
    return [
      { name: "first load, gzip", value: totalKb(firstLoad(distFolder)), unit: "kB", atMost: 140 },
      { name: "first curve after navigation, median", value: quantile(curves, 0.5), unit: "ms", atMost: 1000 },
      ...retrained("γ", "by key", answers.key),
      ...retrained("γ", "by pointer", answers.pointer),
      // Jumps of six or seven values.
      ...retrained("γ", "by a leap", answers.leap, 3),
      ...retrained("other numbers", "by key", numbers),
      { name: "γ to paint, at rest", value: atRest.frames, unit: "frames", atMost: 1 },
      { name: "γ to paint, at full speed", value: training.frames, unit: "frames", atMost: 1 },
      { name: "frame interval at rest, median", value: idle.medianMs, unit: "ms" },
      { name: "frame interval at rest, 95th percentile", value: idle.p95Ms, unit: "ms" },
      { name: "frame interval at 5 epochs/s, median", value: usual.medianMs, unit: "ms", atMost: 1.2 * idle.medianMs },
      { name: "frame interval at 5 epochs/s, 95th percentile", value: usual.p95Ms, unit: "ms" },
      {
        name: "longest main-thread task over 50 ms, 5 epochs/s",
        value: longest(usual.longTasks),
        unit: "ms",
        atMost: 50,
      },
      { name: "frame interval at full speed, median", value: full.medianMs, unit: "ms", atMost: 1.2 * idle.medianMs },
      {
        name: "frame interval at full speed, 95th percentile",
        value: full.p95Ms,
        unit: "ms",
        atMost: 1.2 * idle.p95Ms,
      },
      {
        name: "longest main-thread task over 50 ms, full speed",
        value: longest(full.longTasks),
        unit: "ms",
        atMost: 50,
      },
      { name: "training live at full speed", value: samples, unit: "samples/s", atLeast: 1_000_000 },
      ...slow,
      ...judged,
    ];
  } finally {
    await closeBrowser();
    await site.close();
  }
}

function retrained(what: string, how: string, answers: readonly Answer[], mostFrames = 2): Measurement[] {
  const ms = answers.map((answer) => answer.ms);
  const frames = answers.map((answer) => answer.frames);
  const name = `${what} to trained boundary ${how}`;
  return [
    { name: `${name}, median`, value: quantile(ms, 0.5), unit: "ms" },
    { name: `${name}, 95th percentile`, value: quantile(ms, 0.95), unit: "ms" },
    { name: `${name}, 95th percentile`, value: quantile(frames, 0.95), unit: "frames", atMost: mostFrames },
  ];
}
