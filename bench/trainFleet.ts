/** Trains fleets through the interface that the workers use. */
import type { Backend, TrainingJob } from "../src/engine/backend";
import { fleetsOf } from "../src/engine/fleet";
import { prepareFleet } from "../src/engine/fleetJob";
import { trainedLoss } from "../src/engine/job";
import type { Experiment } from "../src/experiment/experiment";

export interface OrderedFleet {
  /** Indices in the list of all models. */
  members: readonly number[];
  job: TrainingJob;
}

/**
 * Draws the data and orders the batches, which the peers find in the task. `first`: the index of
 * the first experiment.
 */
export function orderedFleets(experiments: readonly Experiment[], first = 0): OrderedFleet[] {
  return fleetsOf(experiments, trainedLoss).map(({ members, loss }) => {
    const own = members.map((k) => experiments[k]!);
    const { job, experiment } = prepareFleet(own, loss);
    const orders = Array.from({ length: experiment.epochs }, (_, epoch) => job.batchOrder(epoch));
    return {
      members: members.map((k) => first + k),
      job: { ...job, batchOrder: (epoch) => orders[epoch] ?? job.batchOrder(epoch) },
    };
  });
}

/**
 * From the initial weights to the trained ones, [models][parameters], including the creation of the
 * trainer.
 */
export async function trainFleet(backend: Backend, job: TrainingJob, steps: number): Promise<number[][]> {
  const trainer = await backend.createTrainer(job);
  await trainer.advance(steps);
  const parameters: number[][] = [];
  for (let k = 0; k < job.members.length; k++) parameters.push([...(await trainer.parameters(k))]);
  trainer.dispose();
  return parameters;
}
