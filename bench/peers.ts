import type { Entrant } from "./contestant";
import { Stadium } from "./entrants";
import { type Measurement, median } from "./measurement";
import { type RaceResult, race } from "./race";
import type { LossTimes } from "./scalingRuns";
import { tutorialModel } from "./trainingTask";

/** Options of a race from the command line. */
export interface PeerOptions {
  /** Ids of contestants to leave out. */
  without: readonly string[];
  rounds: number | undefined;
}

const STEPS = 1320;
const ROUNDS = 5;
const LOSS_ROUNDS = 3;
/**
 * Goals for the cpu engine, as multiples of the speed of a family's best contestant that uses its
 * library's own gradient and optimiser.
 */
const GOALS = { pytorch: 100, tfjs: 200 } as const;
/** As a multiple of steps per second, on the same adapter. */
const WEBGPU_GOAL = 10;

/** The tutorial's job, 30 epochs: our engines beside PyTorch, TensorFlow.js and jax-js. */
export async function benchPeers({ without, rounds = ROUNDS }: PeerOptions): Promise<Measurement[]> {
  const stadium = new Stadium();
  const everyone: Entrant[] = [
    ...(["float64", "cpu", "webgpu", "onnx"] as const).map((engine) => stadium.own(engine)),
    ...(["modules", "flat"] as const).map((style) => stadium.pytorch(style)),
    ...(["cpu", "wasm"] as const).flatMap((backend) => [
      stadium.tfjs(backend, "autodiff"),
      stadium.tfjs(backend, "by hand"),
    ]),
    stadium.jaxJs(),
    stadium.tfjs("webgpu", "by hand"),
  ];
  try {
    const entrants = everyone.filter(({ id }) => !without.includes(id));
    const results = await race(entrants, { models: tutorialModel, steps: STEPS, rounds });
    const page = await stadium.load("/bench/scalingRuns.ts");
    const losses = await page.call<LossTimes[]>("pointwiseLosses", { rounds: LOSS_ROUNDS });
    return [
      ...times(results, "30 epochs"),
      ...ratios(results, "cpu", GOALS),
      ...slowestLossRatios(results, losses),
      ...webGpuRatios(results),
    ];
  } finally {
    await stadium.close();
  }
}

/** One row per contestant; for one that takes fewer steps, the time is scaled to all steps. */
export function times(results: readonly RaceResult[], what: string): Measurement[] {
  return results.map((result) => {
    const { steps, description } = result;
    const name = `${what}, ${description}`;
    if ("remark" in result) return { name, value: Number.NaN, unit: "ms", remark: result.remark };
    const perSecond = (steps * 1000) / median(result.ms);
    const digits = `loss within ${result.agreement.early.toExponential(0)}`;
    const remark = `${Math.round(perSecond).toLocaleString("en")} steps/s, ${digits}`;
    return { name: `${name}${stepsNote(result)}`, value: median(result.ms), unit: "ms", remark };
  });
}

function stepsNote({ entrant, steps }: RaceResult): string {
  return entrant.steps === undefined ? "" : `, ${steps} steps`;
}

/**
 * How many times as fast per step `own` is as each of the others; the goal compares with the best
 * of each family.
 */
export function ratios(
  results: readonly RaceResult[],
  own: string,
  goals: Partial<Record<Entrant["family"], number>>,
): Measurement[] {
  const ours = stepMs(results, own);
  if (ours === undefined) return [];
  return results.flatMap(({ entrant: { id, family } }) => {
    const theirs = stepMs(results, id);
    if (family === "losscope" || theirs === undefined) return [];
    const goal = fastest(results, family)?.id === id ? goals[family] : undefined;
    return [
      {
        name: `${own} times as fast as ${id}`,
        value: theirs / ours,
        unit: "×",
        ...(goal !== undefined && { atLeast: goal }),
      },
    ];
  });
}

/**
 * The fastest timed contestant of a family per step; preferably one without parts written by hand.
 */
function fastest(
  results: readonly RaceResult[],
  family: Entrant["family"],
): { id: string; stepMs: number } | undefined {
  const timed = results
    .filter(({ entrant }) => entrant.family === family)
    .map(({ entrant: { id, byHand } }) => ({
      id,
      byHand: byHand === true,
      stepMs: stepMs(results, id) ?? Number.POSITIVE_INFINITY,
    }))
    .filter(({ stepMs }) => Number.isFinite(stepMs));
  return timed.sort((a, b) => Number(a.byHand) - Number(b.byHand) || a.stepMs - b.stepMs)[0];
}

/** The cpu engine with its slowest pointwise loss, compared with the peers' focal loss. */
function slowestLossRatios(results: readonly RaceResult[], losses: readonly LossTimes[]): Measurement[] {
  const slowest = losses.map(({ loss, ms }) => ({ loss, ms: median(ms) })).reduce((a, b) => (b.ms > a.ms ? b : a));
  return (Object.keys(GOALS) as (keyof typeof GOALS)[]).flatMap((family) => {
    const best = fastest(results, family);
    if (best === undefined) return [];
    return [
      {
        name: `cpu under ${slowest.loss}, times as fast as ${best.id} under focal`,
        value: (best.stepMs * STEPS) / slowest.ms,
        unit: "×",
        atLeast: GOALS[family],
        remark: `${slowest.ms.toFixed(1)} ms, the slowest of ${losses.length}`,
      },
    ];
  });
}

function webGpuRatios(results: readonly RaceResult[]): Measurement[] {
  const onGpu = results.filter(({ entrant }) => entrant.id.startsWith("tfjs-webgpu"));
  return ratios([...results.filter(({ entrant }) => entrant.id === "webgpu"), ...onGpu], "webgpu", {
    tfjs: WEBGPU_GOAL,
  });
}

/** Median milliseconds per step; undefined if it was not timed. */
export function stepMs(results: readonly RaceResult[], id: string): number | undefined {
  const result = results.find(({ entrant }) => entrant.id === id);
  return result && "ms" in result ? median(result.ms) / result.steps : undefined;
}
