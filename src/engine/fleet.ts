import type { Experiment } from "../experiment/experiment";
import { fleetKey } from "../experiment/tuning";
import { type LossProgram, programFits } from "../language";
import { trainedLoss } from "./job";

/** Experiments that can train as one fleet: they see the same batches under the same program. */
export interface Fleet {
  /** Their indices in the given list, ascending. */
  members: readonly number[];
  loss: LossProgram;
}

/**
 * Groups experiments into as few fleets as possible. `read` returns an experiment's compiled loss.
 * Throws what `prepareJob` throws.
 */
export function fleetsOf(
  experiments: readonly Experiment[],
  read: (experiment: Experiment) => LossProgram = trainedLoss,
): Fleet[] {
  const byKey = new Map<string, { members: number[]; loss: LossProgram }[]>();
  for (const [index, experiment] of experiments.entries()) {
    const key = fleetKey(experiment);
    const alike = byKey.get(key) ?? [];
    byKey.set(key, alike);
    const fitting = alike.find(({ loss }) => programFits(loss, experiment.loss.parameters));
    if (fitting) fitting.members.push(index);
    else alike.push({ members: [index], loss: read(experiment) });
  }
  return [...byKey.values()].flat();
}
