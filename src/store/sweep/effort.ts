import { tutorialExperiment } from "../../experiment/defaults";
import type { Experiment } from "../../experiment/experiment";
import { modelLayout } from "../../experiment/modelLayout";
import type { SweepRun } from "./createSweepStore";

/** Before anything has been measured here: what one of the tutorial's trainings took on two cores that other programs shared. */
const FIRST_GUESS_MS = 30;

/** What a training costs, in trainings of the tutorial's: multiplications go with parameters × samples × epochs. */
export function effort(experiment: Experiment): number {
  return work(experiment) / work(tutorialExperiment);
}

function work({ dataset, trainFraction, epochs, model }: Experiment): number {
  const rows = trainFraction * (dataset.positives + dataset.negatives);
  return modelLayout(2, model).parameterCount * rows * epochs;
}

/** About how long so many models of this experiment will take, by what the last run took. Milliseconds. */
export function estimatedMs(base: Experiment, models: number, last: SweepRun | null): number {
  const done = last?.results.models ?? 0;
  const perEffort = last === null || done === 0 ? FIRST_GUESS_MS : last.elapsedMs / (done * effort(last.sweep.base));
  return perEffort * effort(base) * models;
}
