/**
 * The best any model can do on a data set whose densities are known. The classes' weights and
 * counts decide from which log density ratio on a positive is called; what that reaches is expected
 * counts, and every metric of counts follows from them.
 */
import { type Dataset, datasetOfKind, type OptimumBoundary } from "../datasets";
import { type CountMetrics, countMetrics } from "./metrics";

/** A best classifier, and what it reaches. */
export interface BayesOptimum {
  /** The log density ratio above which it calls positive. */
  threshold: number;
  /** From the expected counts. */
  metrics: CountMetrics;
}

/** One that calls both classes somewhere. */
export interface BayesBoundary extends BayesOptimum {
  boundary: OptimumBoundary;
}

/**
 * The optimum under weight `alpha` ∈ (0, 1) of positives and 1 − alpha of negatives; ½ is the
 * unweighted Bayes rule. Null where the data set has no closed form.
 */
export function bayesOptimum(dataset: Dataset, alpha: number): BayesOptimum | null {
  return optimumAt(dataset, Math.log((1 - alpha) / alpha) + balancedLogOdds(dataset));
}

/** ln (n⁻ / n⁺): the log odds of the weight under which the classes weigh the same in all. */
export function balancedLogOdds({ positives, negatives }: Pick<Dataset, "positives" | "negatives">): number {
  return Math.log(negatives / positives);
}

/**
 * The α of a loss that writes the weight of its positives as a share α, with 1 − α for the
 * negatives, or as a ratio to a negative's; ½ where it has none. A share below 0 switches the
 * balance off, as in torchvision.
 */
export function balanceOf(value: number | undefined, as: "share" | "ratio" | undefined): number {
  if (value === undefined || as === undefined) return 0.5;
  if (as === "ratio") return value / (1 + value);
  return value >= 0 ? value : 0.5;
}

/**
 * The optimum with its boundary; null where it has no closed form, or calls one class everywhere.
 */
export function bayesBoundary(dataset: Dataset, alpha: number): BayesBoundary | null {
  if (!(alpha > 0 && alpha < 1)) return null;
  const optimum = bayesOptimum(dataset, alpha);
  const { closedForm, extent } = datasetOfKind(dataset.kind);
  const boundary = optimum && closedForm?.boundary(dataset, optimum.threshold, extent(dataset));
  return optimum && boundary ? { ...optimum, boundary } : null;
}

/** The classifier that calls positive where the log density ratio is above the threshold. */
export function optimumAt(dataset: Dataset, threshold: number): BayesOptimum | null {
  const called = datasetOfKind(dataset.kind).closedForm?.calledPositive(dataset, threshold);
  if (called === undefined) return null;
  const truePositives = dataset.positives * called.positives;
  const falsePositives = dataset.negatives * called.negatives;
  const metrics = countMetrics({
    truePositives,
    falsePositives,
    trueNegatives: dataset.negatives - falsePositives,
    falseNegatives: dataset.positives - truePositives,
  });
  return { threshold, metrics };
}
