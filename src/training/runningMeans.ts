import type { PreparedRun } from "../engine/fleetJob";
import { DivergedError } from "./divergence";
import type { EpochRecord } from "./snapshot";

/**
 * Sums over the steps of the current epoch (between epochs: of the last one), before each update.
 */
export interface Running {
  steps: number;
  objective: number;
  loss: number;
  accuracy: number;
}

export const NO_STEPS: Running = { steps: 0, objective: 0, loss: 0, accuracy: 0 };

/**
 * The sums after one more step: `record` is what the engine recorded of it (STEP_FIELDS), and
 * `step` the number of steps before it. Throws DivergedError if its loss or penalty is not finite.
 */
export function afterStep(
  sums: Running,
  record: Float64Array,
  step: number,
  { job, train, stepsPerEpoch }: PreparedRun,
): Running {
  const [loss, l1, l2, correct] = record as unknown as [number, number, number, number];
  const objective = loss + l1 + l2;
  if (!Number.isFinite(loss)) throw new DivergedError("the loss", loss, step + 1);
  if (!Number.isFinite(objective)) throw new DivergedError("the penalty", l1 + l2, step + 1);
  const start = (step % stepsPerEpoch) * job.batchSize;
  const samples = Math.min(job.batchSize, train.rows - start);
  const before = start === 0 ? NO_STEPS : sums;
  return {
    steps: before.steps + 1,
    objective: before.objective + objective,
    loss: before.loss + loss,
    accuracy: before.accuracy + correct / samples,
  };
}

/** The means of the sums' steps. */
export function meansOf({ steps, objective, loss, accuracy }: Running): EpochRecord["running"] {
  return { objective: objective / steps, loss: loss / steps, accuracy: accuracy / steps };
}
