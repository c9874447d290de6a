import type { Entrant } from "./contestant";
import { Stadium } from "./entrants";
import type { Measurement } from "./measurement";
import { type PeerOptions, ratios, stepMs, times } from "./peers";
import { type RaceResult, race } from "./race";
import { sweptModels } from "./trainingTask";

const STEPS = 220;
const ROUNDS = 3;
const WHOLE_STEPS = 1320;
const WHOLE_MOST_MS = 1500;
const GOAL = 20;

/**
 * 256 models, α by γ, on the same batches: 220 steps beside the peers, which only train, and so
 * does our engine in that row; the page's pool measures every model too. Then 30 epochs of our own
 * in the pool.
 */
export async function benchSweep({ without, rounds = ROUNDS }: PeerOptions): Promise<Measurement[]> {
  const stadium = new Stadium();
  const everyone: Entrant[] = [
    stadium.own("cpu", { by: "workers" }),
    stadium.own("cpu", { by: "pool" }),
    stadium.own("webgpu"),
    stadium.pytorch("flat"),
    stadium.tfjs("wasm", "autodiff"),
    stadium.tfjs("wasm", "by hand"),
    stadium.jaxJs(),
  ];
  try {
    const entrants = everyone.filter(({ id }) => !without.includes(id));
    const results = await race(entrants, { models: sweptModels, steps: STEPS, rounds });
    const whole = await race([stadium.own("cpu", { by: "pool" })], { models: sweptModels, steps: WHOLE_STEPS, rounds });
    const thirtyEpochs = times(whole, "256 models × 30 epochs").map((row) => ({ ...row, atMost: WHOLE_MOST_MS }));
    return [...times(results, "256 models × 220 steps"), ...bestFirst(results), ...thirtyEpochs];
  } finally {
    await stadium.close();
  }
}

/** The goal is against the best of all peers. */
function bestFirst(results: readonly RaceResult[]): Measurement[] {
  const peers = results.filter(({ entrant }) => entrant.family !== "losscope");
  const best = Math.min(...peers.map(({ entrant }) => stepMs(results, entrant.id) ?? Number.POSITIVE_INFINITY));
  const own = stepMs(results, "cpu");
  const againstBest = ratios(results, "cpu", {}).map((row) => ({
    ...row,
    ...(own !== undefined && row.value === best / own && { atLeast: GOAL }),
  }));
  return [...againstBest, ...ratios(results, "cpu-pool", {})];
}
