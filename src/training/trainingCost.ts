import { trainRows } from "../datasets/trainRows";
import type { Experiment } from "../experiment/experiment";
import { modelLayout } from "../experiment/modelLayout";
import { stepsPerEpoch } from "../experiment/stepsPerEpoch";

/** The cost of the experiment's whole training. */
export function totalSteps(experiment: Experiment): number {
  return experiment.epochs * stepsPerEpoch(rowsThatTrain(experiment), experiment.batchSize);
}

/**
 * Approximate cost of the training in parameters times samples, which the multiplications are
 * proportional to.
 */
export function trainingCost(experiment: Experiment): number {
  return experiment.epochs * rowsThatTrain(experiment) * modelLayout(2, experiment.model).parameterCount;
}

function rowsThatTrain({ dataset, trainFraction }: Experiment): number {
  return trainRows(dataset.positives + dataset.negatives, trainFraction);
}
