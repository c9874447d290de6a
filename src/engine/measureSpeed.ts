import type { TrainerSource, TrainingJob } from "./backend";

export interface SpeedTrial {
  /** Milliseconds of training to measure, beside the first call, which warms up. */
  budgetMs: number;
  /** What a call of `advance` aims at: as long as those that training makes, since a journey to the engine is part of its cost. */
  callMs: number;
  /** Lets others in between two calls. */
  rest(): Promise<void>;
  /** Whether nobody wants to know any more. */
  stale(): boolean;
}

/** Steps of one call while nothing is known, and the factor by which calls grow until one takes its time. */
const GROWTH = 4;
/** Records of a call, one for each step and member, at most. */
const MOST_RECORDS = 2 ** 18;
/** Calls that must be measured. */
const FEWEST_CALLS = 3;

/**
 * Steps per second of the job on an engine (or one way to do it), each a step of all members: the median over calls, on a trainer of its own, whatever else the engine
 * trains. Undefined where it became stale. Throws what creating and training throw.
 */
export async function measureSpeed(
  source: TrainerSource,
  job: TrainingJob,
  trial: SpeedTrial,
): Promise<number | undefined> {
  // What is trained does not matter to its cost, and the order of the run that may go on is not asked for.
  const rows = Uint32Array.from(job.labels, (_, row) => row);
  const trainer = await source.createTrainer({ ...job, batchOrder: () => rows });
  try {
    const most = Math.max(1, Math.floor(MOST_RECORDS / job.members.length));
    const rates: number[] = [];
    let count = 1;
    let spentMs = 0;
    await trainer.advance(count);
    while (spentMs < trial.budgetMs || rates.length < FEWEST_CALLS) {
      await trial.rest();
      if (trial.stale()) return undefined;
      const started = performance.now();
      await trainer.advance(count);
      const ms = Math.max(performance.now() - started, 1e-3);
      spentMs += ms;
      const fitting = Math.min(most, Math.max(1, Math.floor((count * trial.callMs) / ms)));
      // A short call says more about the journey than about the steps.
      if (fitting <= count * GROWTH) rates.push((1000 * count) / ms);
      count = Math.min(fitting, count * GROWTH);
    }
    return median(rates);
  } finally {
    trainer.dispose();
  }
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
