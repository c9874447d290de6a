import { ChromiumModules } from "../scripts/golden/inChromium";
import { type Measurement, median } from "./measurement";
import type { PeerOptions } from "./peers";
import type { FirstStep, GrowthTimes, LossTimes } from "./scalingRuns";

const ROUNDS = 3;
/** A first step can be measured only once in a page, so it is measured in several. */
const FIRST_STEP_PAGES = 5;
const FIRST_STEP_MS = 20;
const GROWTH = 11;

/** What the cpu engine's time depends on: the loss, and the size of everything. */
export async function benchScaling({ rounds = ROUNDS }: PeerOptions): Promise<Measurement[]> {
  const modules = await ChromiumModules.open();
  try {
    // A new page for each: the first step of a loss must be the first one in its page.
    const call = async <Result>(name: string) =>
      (await modules.load("/bench/scalingRuns.ts")).call<Result>(name, { rounds });
    const first: FirstStep[][] = [];
    for (let page = 0; page < FIRST_STEP_PAGES; page++) first.push(await call<FirstStep[]>("firstSteps"));
    const losses = await call<LossTimes[]>("pointwiseLosses");
    const grown = await call<GrowthTimes[]>("growth");
    const largest = await call<{ name: string; ms: number }[]>("largest");
    return [
      ...firstStepRows(first),
      ...lossRows(losses),
      ...growthRows(grown),
      ...largest.map(({ name, ms }) => ({ name: `an epoch of ${name}`, value: ms, unit: "ms" })),
    ];
  } finally {
    await modules.close();
  }
}

const total = ({ readMs, engineMs }: FirstStep) => readMs + engineMs;

/**
 * `pages`: the results for the same losses in several pages. Reports each loss's median and the
 * single times.
 */
function firstStepRows(pages: readonly FirstStep[][]): Measurement[] {
  const medians = pages[0]!.map((_, k) => {
    const ofLoss = pages.map((page) => page[k]!).sort((a, b) => total(a) - total(b));
    return ofLoss[Math.floor(ofLoss.length / 2)]!;
  });
  const ranked = medians.toSorted((a, b) => total(a) - total(b));
  const row = (what: string, step: FirstStep): Measurement => ({
    name: `first step of a new loss, ${what} of ${ranked.length}`,
    value: total(step),
    unit: "ms",
    remark: `${step.loss}: source ${step.readMs.toFixed(1)}, engine ${step.engineMs.toFixed(1)}`,
  });
  const single = pages.flat().sort((a, b) => total(a) - total(b));
  return [
    row("median", atPercentile(ranked, 50)),
    { ...row("95th percentile", atPercentile(ranked, 95)), atMost: FIRST_STEP_MS },
    { ...row("slowest", ranked.at(-1)!), atMost: FIRST_STEP_MS },
    row("95th percentile of single times", atPercentile(single, 95)),
  ];
}

function atPercentile<Item>(sorted: readonly Item[], percent: number): Item {
  return sorted[Math.ceil((percent / 100) * sorted.length) - 1]!;
}

function lossRows(times: readonly LossTimes[]): Measurement[] {
  const sorted = times.map(({ loss, ms }) => ({ loss, ms: median(ms) })).sort((a, b) => a.ms - b.ms);
  const row = (what: string, { loss, ms }: { loss: string; ms: number }): Measurement => ({
    name: `30 epochs, cpu, pointwise losses: ${what} of ${times.length}`,
    value: ms,
    unit: "ms",
    remark: loss,
  });
  return [
    row("fastest", sorted[0]!),
    row("median", sorted[Math.floor(sorted.length / 2)]!),
    row("slowest", sorted.at(-1)!),
  ];
}

function growthRows(times: readonly GrowthTimes[]): Measurement[] {
  return times.map(({ name, of, ms }) => {
    const base = times.find((other) => other.name === of);
    if (!base) return { name: `30 epochs, cpu, ${name}`, value: median(ms), unit: "ms" };
    const value = median(ms) / median(base.ms);
    return { name: `${name} cost, of ${of}`, value, unit: "×", atMost: GROWTH, remark: `${median(ms).toFixed(1)} ms` };
  });
}
