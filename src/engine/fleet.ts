import type { Experiment } from "../experiment/experiment";
import { fleetKey } from "../experiment/tuning";
import { programFits } from "../language";
import type { TrainedLoss } from "../losses/trainedLoss";

/** Experiments that can train as one fleet: they see the same batches under the same program. */
export interface Fleet {
  /** Their indices in the given list, ascending. */
  members: readonly number[];
  loss: TrainedLoss;
}

/**
 * Groups experiments into as few fleets as possible. `read` returns an experiment's compiled loss;
 * throws what it throws.
 */
export function fleetsOf(experiments: readonly Experiment[], read: (experiment: Experiment) => TrainedLoss): Fleet[] {
  const byKey = new Map<string, { members: number[]; loss: TrainedLoss }[]>();
  for (const [index, experiment] of experiments.entries()) {
    const key = fleetKey(experiment);
    const alike = byKey.get(key) ?? [];
    byKey.set(key, alike);
    const fitting = alike.find(({ loss }) => programFits(loss.program, experiment.loss.parameters));
    if (fitting) fitting.members.push(index);
    else alike.push({ members: [index], loss: read(experiment) });
  }
  return [...byKey.values()].flat();
}
