import type { LossDefinition, NumberOf } from "./definition";

type Weights = Pick<LossDefinition, "positiveWeight" | "classRatio">;

/**
 * The positives' share α of the weight, as the loss's decision at p = ½ shows it (negatives then
 * have 1 − α); ½ for a loss that counts both classes alike.
 */
export function positiveShare({ positiveWeight, classRatio }: Weights, numberOf: NumberOf): number {
  if (classRatio !== undefined) return shareOfRatio(classRatio(numberOf));
  if (positiveWeight === undefined) return 0.5;
  const value = numberOf(positiveWeight.parameter);
  if (positiveWeight.as === "ratio") return shareOfRatio(value);
  // A share below 0 switches the weight off, as in torchvision.
  return value >= 0 ? value : 0.5;
}

function shareOfRatio(ratio: number): number {
  return ratio === Number.POSITIVE_INFINITY ? 1 : ratio / (1 + ratio);
}
