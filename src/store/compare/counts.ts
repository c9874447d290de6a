import type { Confusion } from "../../metrics/confusion";
import type { MetricValues } from "../../metrics/metrics";

/** A set's samples by label. */
export interface SetSizes {
  positives: number;
  negatives: number;
}

/**
 * The counts that the metrics follow from: exact, since each ratio in float64 has a whole number
 * above.
 */
export function countsOf(
  { recall, accuracy }: Pick<MetricValues, "recall" | "accuracy">,
  { positives, negatives }: SetSizes,
): Confusion {
  // Without positives the recall is undefined.
  const truePositives = positives === 0 ? 0 : Math.round(recall * positives);
  const trueNegatives = Math.round(accuracy * (positives + negatives)) - truePositives;
  return {
    truePositives,
    falsePositives: negatives - trueNegatives,
    trueNegatives,
    falseNegatives: positives - truePositives,
  };
}

/** Whether the model predicts no positive. */
export function neverSaysYes(metrics: Pick<MetricValues, "recall" | "accuracy">, sizes: SetSizes): boolean {
  const { truePositives, falsePositives } = countsOf(metrics, sizes);
  return truePositives + falsePositives === 0;
}
