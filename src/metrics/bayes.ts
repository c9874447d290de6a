/**
 * The best any model can do on the rings, in closed form. Angles are uniform, so only the distance from the origin tells
 * the classes apart: positives N(r⁺, s), negatives N(r⁻, s), equal s. The α-weighted log odds are linear in the distance,
 *
 *     ln (α π⁺ / ((1 − α) π⁻)) + ((r − r⁻)² − (r − r⁺)²) / (2 s²),
 *
 * and vanish at one radius r*. (A normal distance below 0 would be a point on the far side at |r|; at the tutorial's
 * radii that is one sample in three million, and is left out.)
 */
import type { RingsDataset } from "../experiment/experiment";
import { type CountMetricName, type CountMetrics, countMetrics } from "./metrics";
import { normalCdf } from "./normalCdf";

export interface BayesOptimum {
  /** r*: where the weighted classes are level, in the plane's units. Infinite where one class is called everywhere. */
  radius: number;
  /** From the expected counts. */
  metrics: CountMetrics;
}

/** The optimum under weight `alpha` ∈ (0, 1) of positives and 1 − alpha of negatives; ½ is the unweighted Bayes rule. */
export function bayesOptimum(dataset: RingsDataset, alpha: number): BayesOptimum {
  return atRadius(dataset, bayesRadius(dataset, alpha));
}

/**
 * The α of a loss that writes the weight of its positives as a share α, with 1 − α for the negatives, or as a ratio to a
 * negative's; ½ where it has none. A share below 0 switches the balance off, as in torchvision.
 */
export function balanceOf(value: number | undefined, as: "share" | "ratio" | undefined): number {
  if (value === undefined || as === undefined) return 0.5;
  if (as === "ratio") return value / (1 + value);
  return value >= 0 ? value : 0.5;
}

/** The optimum where it is a circle on the plane; null where one class is called everywhere. */
export function bayesCircle(dataset: RingsDataset, alpha: number): BayesOptimum | null {
  if (!(alpha > 0 && alpha < 1)) return null;
  const optimum = bayesOptimum(dataset, alpha);
  return Number.isFinite(optimum.radius) && optimum.radius > 0 ? optimum : null;
}

/** Log odds of weights beyond these are more than a slider can give. */
const MOST_LOG_ODDS = 20;

/**
 * The weight of the positives whose optimum is best in a metric with `hasBestWeight`. As the weight rises, such a metric
 * rises, then falls: golden-section search over the weight's log odds.
 */
export function bestWeight(dataset: RingsDataset, metric: CountMetricName): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [-MOST_LOG_ODDS, MOST_LOG_ODDS];
  const weight = (logOdds: number) => 1 / (1 + Math.exp(-logOdds));
  const value = (logOdds: number) => bayesOptimum(dataset, weight(logOdds)).metrics[metric];
  while (high - low > 1e-9) {
    const left = high - golden * (high - low);
    const right = low + golden * (high - low);
    if (value(left) < value(right)) low = left;
    else high = right;
  }
  return weight((low + high) / 2);
}

export function bayesRadius(dataset: RingsDataset, alpha: number): number {
  const { positives, negatives, positiveRadius, negativeRadius, standardDeviation } = dataset;
  const logOdds = Math.log((alpha * positives) / ((1 - alpha) * negatives));
  const apart = negativeRadius - positiveRadius;
  if (apart === 0) return logOdds > 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  return (positiveRadius + negativeRadius) / 2 + (standardDeviation ** 2 * logOdds) / apart;
}

/** A circle of that radius as the boundary; the class with the smaller mean radius is called inside. */
function atRadius(dataset: RingsDataset, radius: number): BayesOptimum {
  const { positives, negatives, positiveRadius, negativeRadius, standardDeviation } = dataset;
  const positivesInside = positiveRadius <= negativeRadius;
  const called = (mean: number) => {
    const inside = standardDeviation === 0 ? stepAt(radius - mean) : normalCdf((radius - mean) / standardDeviation);
    return positivesInside ? inside : 1 - inside;
  };
  const truePositives = positives * called(positiveRadius);
  const falsePositives = negatives * called(negativeRadius);
  const metrics = countMetrics({
    truePositives,
    falsePositives,
    trueNegatives: negatives - falsePositives,
    falseNegatives: positives - truePositives,
  });
  return { radius, metrics };
}

const stepAt = (distance: number) => (distance >= 0 ? 1 : 0);
