import type { Confusion } from "../../experiment/snapshot";
import type { Ratios } from "../../metrics/confusion";

/** A set's samples by label. */
export interface SetSizes {
  positives: number;
  negatives: number;
}

/** The counts that figures were made of: exact, since each is a whole number behind a ratio of float64. */
export function countsOf(
  { recall, accuracy }: Pick<Ratios, "recall" | "accuracy">,
  { positives, negatives }: SetSizes,
): Confusion {
  const truePositives = Math.round(recall * positives);
  const trueNegatives = Math.round(accuracy * (positives + negatives)) - truePositives;
  return {
    truePositives,
    falsePositives: negatives - trueNegatives,
    trueNegatives,
    falseNegatives: positives - truePositives,
  };
}

/** Whether it calls nothing positive. */
export function neverSaysYes(figures: Pick<Ratios, "recall" | "accuracy">, sizes: SetSizes): boolean {
  const { truePositives, falsePositives } = countsOf(figures, sizes);
  return truePositives + falsePositives === 0;
}
