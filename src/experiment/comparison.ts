import type { Experiment, LossChoice } from "./experiment";

/**
 * Losses side by side: networks alike in data, split, start and batches, each of another loss, and the same again from other initial weights. A plain
 * value that says all of its models.
 */
export interface Comparison {
  /** All but its loss counts. */
  base: Experiment;
  losses: readonly LossChoice[];
  /** How many initial weights each loss starts from. The first are the base's own. */
  seeds: number;
}

export const comparisonLimits = {
  losses: { min: 2, max: 4 },
  seeds: { min: 1, max: 64 },
} as const;

/** One network of a comparison. */
export interface ComparedModel {
  /** Its place among the comparison's losses. */
  loss: number;
  /** Which of the initial weights, from 0. */
  seed: number;
  experiment: Experiment;
}

/** The base with this loss, from its `seed`-th initial weights. */
export function comparedExperiment({ base }: Pick<Comparison, "base">, loss: LossChoice, seed: number): Experiment {
  const weights = (base.seeds.weights + seed) % 2 ** 32;
  return { ...base, loss, seeds: { ...base.seeds, weights } };
}

/** Models of the seeds from `first` on, seed by seed, so that pairs of the same start are trained together. */
export function comparedModels(comparison: Comparison, first: number): ComparedModel[] {
  const seeds = Array.from({ length: Math.max(0, comparison.seeds - first) }, (_, i) => first + i);
  return seeds.flatMap((seed) =>
    comparison.losses.map((choice, loss) => ({ loss, seed, experiment: comparedExperiment(comparison, choice, seed) })),
  );
}
