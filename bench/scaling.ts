import { ChromiumModules } from "../scripts/golden/inChromium";
import { type Measurement, median } from "./measurement";
import type { PeerOptions } from "./peers";
import type { FirstStep, GrowthTimes, LossTimes } from "./scalingRuns";

const ROUNDS = 3;
const FIRST_STEP_MS = 20;
const GROWTH = 11;

/** What the cpu engine's time depends on: the loss, and the size of everything. */
export async function benchScaling({ rounds = ROUNDS }: PeerOptions): Promise<Measurement[]> {
  const modules = await ChromiumModules.open();
  try {
    // A page for each: the first step of a loss is to be its first in this page.
    const call = async <Result>(name: string) =>
      (await modules.load("/bench/scalingRuns.ts")).call<Result>(name, { rounds });
    const first = await call<FirstStep[]>("firstSteps");
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

function firstStepRows(times: readonly FirstStep[]): Measurement[] {
  const sorted = times.toSorted((a, b) => a.readMs + a.engineMs - b.readMs - b.engineMs);
  const p95 = sorted[Math.ceil(0.95 * sorted.length) - 1]!;
  const slowest = sorted.at(-1)!;
  const row = (what: string, { loss, readMs, engineMs }: FirstStep): Measurement => ({
    name: `first step of a new loss, ${what} of ${times.length}`,
    value: readMs + engineMs,
    unit: "ms",
    remark: `${loss}: source ${readMs.toFixed(1)}, engine ${engineMs.toFixed(1)}`,
  });
  return [
    row("median", sorted[Math.floor(sorted.length / 2)]!),
    { ...row("95th percentile", p95), atMost: FIRST_STEP_MS },
    row("slowest", slowest),
  ];
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
