import type { Experiment } from "./experiment";

/** Equal for two experiments with the same samples, before splitting. */
export function samplesKey({ dataset, seeds }: Experiment): string {
  return JSON.stringify([dataset, seeds.data]);
}

/** Equal for two experiments with the same samples in the same two sets. */
export function dataKey(experiment: Experiment): string {
  return JSON.stringify([samplesKey(experiment), experiment.trainFraction, experiment.seeds.split]);
}
