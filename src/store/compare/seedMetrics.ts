import { type MedianInterval, medianInterval } from "../../metrics/medianInterval";
import type { MetricName } from "../../metrics/metrics";
import { median, quantile } from "../../metrics/quantile";
import { neverSaysYes, type SetSizes } from "./counts";
import type { ComparisonResults } from "./results";

/** Coverage of the intervals of medians. */
export const CONFIDENCE = 0.95;

/** One loss over all initial weights, at the end of training. */
export interface SeedSummary {
  /** Trained and diverged models. */
  ended: number;
  diverged: number;
  /** How many predict no positive. */
  neverYes: number;
  /** By initial weights; NaN where the model is missing or has diverged. */
  values: readonly number[];
  median: number;
}

export function seedSummary(
  results: ComparisonResults,
  loss: number,
  seeds: number,
  metric: MetricName,
  sizes: SetSizes,
): SeedSummary {
  const all = Array.from({ length: seeds }, (_, seed) => seed);
  const outcomes = all.map((seed) => results.outcome(loss, seed));
  const values = all.map((seed) => results.metrics(loss, seed)?.[metric] ?? Number.NaN);
  return {
    ended: outcomes.filter((outcome) => outcome !== "missing").length,
    diverged: outcomes.filter((outcome) => outcome === "diverged").length,
    neverYes: all.filter((seed) => {
      const metrics = results.metrics(loss, seed);
      return metrics !== undefined && neverSaysYes(metrics, sizes);
    }).length,
    values,
    median: median(values),
  };
}

/**
 * A metric of one loss minus another's, over the pairs that started from the same weights and both
 * trained to their end.
 */
export interface PairedDifference {
  pairs: number;
  /** In how many the first is higher, and in how many lower. */
  higher: number;
  lower: number;
  /** The median of the differences, not the difference of the medians. NaN without a pair. */
  median: number;
  /** Null where there are too few pairs for one. */
  interval: MedianInterval | null;
}

export function pairedDifference(
  results: ComparisonResults,
  loss: number,
  minus: number,
  seeds: number,
  metric: MetricName,
): PairedDifference {
  const differences: number[] = [];
  for (let seed = 0; seed < seeds; seed++) {
    const [one, other] = [results.metrics(loss, seed), results.metrics(minus, seed)];
    const difference = one === undefined || other === undefined ? Number.NaN : one[metric] - other[metric];
    if (!Number.isNaN(difference)) differences.push(difference);
  }
  return {
    pairs: differences.length,
    higher: differences.filter((difference) => difference > 0).length,
    lower: differences.filter((difference) => difference < 0).length,
    median: median(differences),
    interval: medianInterval(differences, CONFIDENCE),
  };
}

/** A metric by epoch, from many initial weights: the middle half of them at each epoch. */
export interface SeedBand {
  /** [epochs], all float64. */
  epochs: Float64Array;
  lower: Float64Array;
  middle: Float64Array;
  upper: Float64Array;
}

/** Fewer networks have no meaningful middle half. */
const LEAST_FOR_BAND = 4;

/** Over the models whose history is complete; null where they are too few. */
export function seedBand(results: ComparisonResults, loss: number, seeds: number, metric: MetricName): SeedBand | null {
  const histories = Array.from({ length: seeds }, (_, seed) => seed)
    .filter((seed) => results.outcome(loss, seed) === "trained")
    .map((seed) => results.history(loss, seed))
    .filter((history) => history.length > 0);
  const longest = histories[0];
  if (longest === undefined || histories.length < LEAST_FOR_BAND) return null;
  const at = (share: number) =>
    Float64Array.from(longest, (_, i) =>
      quantile(
        histories.map((history) => history[i]?.metrics[metric] ?? Number.NaN),
        share,
      ),
    );
  return {
    epochs: Float64Array.from(longest, ({ epoch }) => epoch),
    lower: at(0.25),
    middle: at(0.5),
    upper: at(0.75),
  };
}
