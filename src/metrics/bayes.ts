/**
 * The best any model can do on the rings, in closed form. Angles are uniform, so only the distance from the origin tells the classes
 * apart: positives N(r⁺, s), negatives N(r⁻, s), equal s. The α-weighted log odds are linear in the distance,
 *
 *     ln (α π⁺ / ((1 − α) π⁻)) + ((r − r⁻)² − (r − r⁺)²) / (2 s²),
 *
 * and vanish at one radius r*. (A normal distance below 0 would be a point on the far side at |r|; at the tutorial's radii that is one
 * sample in three million, and is left out.)
 */
import type { RingsDataset } from "../experiment/experiment";
import type { Ratios } from "./confusion";
import { normalCdf } from "./normalCdf";

export interface BayesOptimum extends Ratios {
  /** r*: where the weighted classes are level, in the plane's units. Infinite where one class is called everywhere. */
  radius: number;
}

/** The optimum under weight `alpha` ∈ (0, 1) of the positives against 1 − alpha of the negatives; ½ is the unweighted Bayes rule. */
export function bayesOptimum(dataset: RingsDataset, alpha: number): BayesOptimum {
  return atRadius(dataset, bayesRadius(dataset, alpha));
}

/**
 * The α of a loss that writes the weight of its positives as a share α beside 1 − α, or as a ratio to a negative's; ½ where it has none. A share
 * below 0 switches the balance off, as in torchvision.
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

/** The boundary radius with the largest F1. F1 rises, then falls with the radius: golden-section search over the rings' reach. */
export function bestF1(dataset: RingsDataset): BayesOptimum {
  const { positiveRadius, negativeRadius, standardDeviation } = dataset;
  const golden = (Math.sqrt(5) - 1) / 2;
  let low = Math.min(positiveRadius, negativeRadius) - 6 * standardDeviation;
  let high = Math.max(positiveRadius, negativeRadius) + 6 * standardDeviation;
  const f1 = (radius: number) => atRadius(dataset, radius).f1;
  while (high - low > 1e-9 * (1 + Math.abs(high))) {
    const left = high - golden * (high - low);
    const right = low + golden * (high - low);
    if (f1(left) < f1(right)) low = left;
    else high = right;
  }
  return atRadius(dataset, (low + high) / 2);
}

export function bayesRadius(dataset: RingsDataset, alpha: number): number {
  const { positives, negatives, positiveRadius, negativeRadius, standardDeviation } = dataset;
  const logOdds = Math.log((alpha * positives) / ((1 - alpha) * negatives));
  const apart = negativeRadius - positiveRadius;
  if (apart === 0) return logOdds > 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  return (positiveRadius + negativeRadius) / 2 + (standardDeviation ** 2 * logOdds) / apart;
}

/** The figures of a circle of that radius as the boundary; the class with the smaller mean radius is called inside. */
function atRadius(dataset: RingsDataset, radius: number): BayesOptimum {
  const { positives, negatives, positiveRadius, negativeRadius, standardDeviation } = dataset;
  const positivesInside = positiveRadius <= negativeRadius;
  const called = (mean: number) => {
    const inside = standardDeviation === 0 ? stepAt(radius - mean) : normalCdf((radius - mean) / standardDeviation);
    return positivesInside ? inside : 1 - inside;
  };
  const recall = called(positiveRadius);
  const truePositives = positives * recall;
  const falsePositives = negatives * called(negativeRadius);
  const calledPositive = truePositives + falsePositives;
  return {
    radius,
    recall,
    precision: calledPositive === 0 ? 0 : truePositives / calledPositive,
    f1: (2 * truePositives) / (calledPositive + positives),
    accuracy: (truePositives + negatives - falsePositives) / (positives + negatives),
  };
}

const stepAt = (distance: number) => (distance >= 0 ? 1 : 0);
