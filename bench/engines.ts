import { callInChromium } from "../scripts/golden/inChromium";
import type { EngineTimes } from "./engineRuns";
import type { Measurement } from "./measurement";

const RUNS = 9;
const CPU_LIMIT_MS = 150;

/** The tutorial's 30 epochs on each engine, in the page's worker. */
export async function benchEngines(): Promise<Measurement[]> {
  const engines = await callInChromium<EngineTimes[]>("/bench/engineRuns.ts", "timeEngines", { runs: RUNS });
  return engines.map(({ engine, description, ms }) => ({
    name: `30 epochs, ${engine} (${description}), median of ${RUNS}`,
    value: ms.toSorted((a, b) => a - b)[Math.floor(ms.length / 2)]!,
    unit: "ms",
    ...(engine === "cpu" && { atMost: CPU_LIMIT_MS }),
  }));
}
