import type { TrainerSource, TrainingJob } from "./backend";

export interface SpeedTrial {
  /** Milliseconds of training to measure, in addition to the first call, which warms up. */
  budgetMs: number;
  /**
   * Target duration of one call of `advance`: as long as the calls in training, because a round
   * trip to the engine is part of the cost.
   */
  callMs: number;
  /** Yields to other work between two calls. */
  rest(): Promise<void>;
  /** Whether the measurement has been cancelled. */
  stale(): boolean;
}

/**
 * Steps of the first call, and the factor by which calls grow until one reaches the target
 * duration.
 */
const GROWTH = 4;
/** Maximum number of records of a call, one per step and member. */
const MOST_RECORDS = 2 ** 18;
/** Minimum number of measured calls. */
const FEWEST_CALLS = 3;

/**
 * Steps per second of the job on an engine (or with one of its configurations), where a step trains
 * all members: the median over calls, on a trainer of its own. Undefined if it was cancelled.
 * Throws what creating and training throw.
 */
export async function measureSpeed(
  source: TrainerSource,
  job: TrainingJob,
  trial: SpeedTrial,
): Promise<number | undefined> {
  // The order of the batches does not affect the cost, and the run's own order must not be
  // advanced.
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
      // A short call measures the round trip more than the steps.
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
