import { tutorialExperiment } from "../../experiment/defaults";
import type { Experiment } from "../../experiment/experiment";
import { trainingCost } from "../../training/trainingCost";
import type { SweepRun } from "./createSweepStore";

/** Before anything has been measured here: what one of the tutorial's trainings took with its figures, on two cores that other programs shared. */
const FIRST_GUESS_MS = 4;

/** What a training costs, in trainings of the tutorial's. */
export function effort(experiment: Experiment): number {
  return trainingCost(experiment) / trainingCost(tutorialExperiment);
}

/** About how long so many models of this experiment will take, by what the last run took. Milliseconds. */
export function estimatedMs(base: Experiment, models: number, last: SweepRun | null): number {
  const done = last?.results.models ?? 0;
  const perEffort = last === null || done === 0 ? FIRST_GUESS_MS : last.elapsedMs / (done * effort(last.sweep.base));
  return perEffort * effort(base) * models;
}
