/**
 * The best that any model can do on a data set with known densities. The classes' weights and
 * counts determine the log density ratio above which a positive is predicted; the expected counts
 * follow, and from them every metric of counts.
 */
import { type Dataset, datasetOfKind, type OptimumBoundary } from "../datasets";
import { type CountMetrics, countMetrics } from "./metrics";

/** A best classifier and its metrics. */
export interface BayesOptimum {
  /** The log density ratio above which it predicts positive. */
  threshold: number;
  /** The metrics of its expected counts. */
  metrics: CountMetrics;
}

/** An optimum that predicts both classes somewhere. */
export interface BayesBoundary extends BayesOptimum {
  boundary: OptimumBoundary;
  /** Whether it weights the classes: it is then not the rule with the fewest errors. */
  weighted: boolean;
}

/** How far from ½ rounding may leave the share of a loss whose weights cancel out. */
const EVEN = 1e-9;

/**
 * The optimum for weight `alpha` ∈ (0, 1) of positives and 1 − alpha of negatives; ½ is the
 * unweighted Bayes rule. Null if the data set has no closed form.
 */
export function bayesOptimum(dataset: Dataset, alpha: number): BayesOptimum | null {
  return optimumAt(dataset, Math.log((1 - alpha) / alpha) + balancedLogOdds(dataset));
}

/** ln (n⁻ / n⁺): the log odds of the weight with which both classes have the same total weight. */
export function balancedLogOdds({ positives, negatives }: Pick<Dataset, "positives" | "negatives">): number {
  return Math.log(negatives / positives);
}

/**
 * The optimum with its boundary; null if it has no closed form or predicts one class everywhere.
 */
export function bayesBoundary(dataset: Dataset, alpha: number): BayesBoundary | null {
  if (!(alpha > 0 && alpha < 1)) return null;
  const optimum = bayesOptimum(dataset, alpha);
  const { closedForm, extent } = datasetOfKind(dataset.kind);
  const boundary = optimum && closedForm?.boundary(dataset, optimum.threshold, extent(dataset));
  return optimum && boundary ? { ...optimum, boundary, weighted: Math.abs(alpha - 0.5) > EVEN } : null;
}

/** The classifier that predicts positive where the log density ratio exceeds the threshold. */
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
