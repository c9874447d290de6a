import { tutorialExperiment } from "../../experiment/defaults";
import type { Experiment } from "../../experiment/experiment";
import type { Sweep } from "../../experiment/sweep";
import { trainingCost } from "../../training/trainingCost";

/**
 * Milliseconds of one of the tutorial's trainings with its metrics, measured on two busy cores.
 * Used before a sweep has run.
 */
const FIRST_GUESS_MS = 4;

/** A sweep that has trained some models in this time. */
interface MeasuredSweep {
  sweep: Sweep;
  results: { readonly models: number };
  elapsedMs: number;
}

/** The cost of a training, in trainings of the tutorial's experiment. */
export function effort(experiment: Experiment): number {
  return trainingCost(experiment) / trainingCost(tutorialExperiment);
}

/**
 * Estimate from the last run of how long this many models of the experiment take, in milliseconds.
 */
export function estimatedMs(base: Experiment, models: number, last: MeasuredSweep | null): number {
  const done = last?.results.models ?? 0;
  const perEffort = last === null || done === 0 ? FIRST_GUESS_MS : last.elapsedMs / (done * effort(last.sweep.base));
  return perEffort * effort(base) * models;
}
