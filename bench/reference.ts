/**
 * The reference for trained tasks: the float64 engine's result, compared by the loss on the
 * validation set.
 */
import type { Trainer, TrainingJob } from "../src/engine/backend";
import { createFloat64Backend } from "../src/engine/cpu";
import { fleetsOf } from "../src/engine/fleet";
import { prepareFleet } from "../src/engine/fleetJob";
import { trainedLoss } from "../src/engine/job";
import { type FocalModel, modelExperiments } from "./trainingTask";

/** The float64 engine's parameters after `steps`: [models][parameters]. */
export function referenceParameters(models: readonly FocalModel[], steps: number): Promise<number[][]> {
  return overFleets(models, async (job) => {
    const trainer = await createFloat64Backend().createTrainer(job.training);
    await trainer.advance(steps);
    return parametersOf(trainer);
  });
}

/**
 * Loss and penalties of each model with the given parameters on the whole validation set, in
 * float64.
 */
export async function validationLosses(
  models: readonly FocalModel[],
  parameters: readonly (readonly number[])[],
): Promise<number[]> {
  return overFleets(models, async ({ validation }, members) => {
    const trained = validation.members.map((member, k) => ({
      ...member,
      initialParameters: new Float32Array(parameters[members[k]!]!),
    }));
    // A step's record evaluates the parameters before its update.
    const trainer = await createFloat64Backend().createTrainer({ ...validation, members: trained });
    const record = await trainer.advance(1);
    const fields = record.length / trained.length;
    return trained.map((_, k) => record[k * fields]! + record[k * fields + 1]! + record[k * fields + 2]!);
  });
}

async function overFleets<Result>(
  models: readonly FocalModel[],
  compute: (jobs: { training: TrainingJob; validation: TrainingJob }, members: readonly number[]) => Promise<Result[]>,
): Promise<Result[]> {
  const experiments = modelExperiments(models);
  const results: Result[] = [];
  for (const { members, loss } of fleetsOf(experiments, trainedLoss)) {
    const { job, validation } = prepareFleet(
      members.map((k) => experiments[k]!),
      loss,
    );
    const { features, targets, labels, rows } = validation;
    const order = Uint32Array.from({ length: rows }, (_, i) => i);
    const whole = { ...job, features, targets, labels, batchSize: rows, batchOrder: () => order };
    const found = await compute({ training: job, validation: whole }, members);
    members.forEach((model, k) => {
      results[model] = found[k]!;
    });
  }
  return results;
}

async function parametersOf(trainer: Trainer): Promise<number[][]> {
  const parameters: number[][] = [];
  for (let k = 0; k < trainer.job.members.length; k++) parameters.push([...(await trainer.parameters(k))]);
  return parameters;
}
