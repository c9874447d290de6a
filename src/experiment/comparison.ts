import type { Experiment, LossChoice } from "./experiment";

/**
 * Losses to compare: networks with the same data, split, initial weights and batches, one per loss,
 * repeated for several initial weights. A plain value that determines all its models.
 */
export interface Comparison {
  /** The experiment that all models share; its loss is not used. */
  base: Experiment;
  losses: readonly LossChoice[];
  /** The number of initial weights per loss. The first are the base's own. */
  seeds: number;
}

export const comparisonLimits = {
  losses: { min: 2, max: 4 },
  seeds: { min: 1, max: 64 },
} as const;

/** One network of a comparison. */
export interface ComparedModel {
  /** Its index among the comparison's losses. */
  loss: number;
  /** Which of the initial weights, from 0. */
  seed: number;
  experiment: Experiment;
}

/** The base with this loss and the initial weights number `seed`. */
export function comparedExperiment({ base }: Pick<Comparison, "base">, loss: LossChoice, seed: number): Experiment {
  const weights = (base.seeds.weights + seed) % 2 ** 32;
  return { ...base, loss, seeds: { ...base.seeds, weights } };
}

/**
 * All models from seed `first` on, ordered by seed, so that models with the same initial weights
 * train together.
 */
export function comparedModels(comparison: Comparison, first: number): ComparedModel[] {
  const seeds = Array.from({ length: Math.max(0, comparison.seeds - first) }, (_, i) => first + i);
  return seeds.flatMap((seed) =>
    comparison.losses.map((choice, loss) => ({ loss, seed, experiment: comparedExperiment(comparison, choice, seed) })),
  );
}
