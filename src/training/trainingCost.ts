import { trainRows } from "../datasets/trainRows";
import type { Experiment } from "../experiment/experiment";
import { modelLayout } from "../experiment/modelLayout";
import { stepsPerEpoch } from "../experiment/stepsPerEpoch";

/** Of the experiment's whole training. */
export function totalSteps(experiment: Experiment): number {
  return experiment.epochs * stepsPerEpoch(rowsThatTrain(experiment), experiment.batchSize);
}

/** About what the training costs, in parameters times samples: the multiplications go with it. */
export function trainingCost(experiment: Experiment): number {
  return experiment.epochs * rowsThatTrain(experiment) * modelLayout(2, experiment.model).parameterCount;
}

function rowsThatTrain({ dataset, trainFraction }: Experiment): number {
  return trainRows(dataset.positives + dataset.negatives, trainFraction);
}
