import type { Experiment } from "../experiment/experiment";
import { fleetKey } from "../experiment/tuning";
import { type LossProgram, programFits } from "../language";
import { trainedLoss } from "./job";

/** Experiments that can train as one fleet: they see the same batches under the same program. */
export interface Fleet {
  /** Their places in the list that was given, ascending. */
  members: readonly number[];
  loss: LossProgram;
}

/** Sorts experiments into as few fleets as there can be. `read` gives an experiment's loss. Throws what `prepareJob` throws. */
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
