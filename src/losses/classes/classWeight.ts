import type { NumberOf, Slider } from "../definition";

/** How two class weights are shown, wherever torch takes `weight`. */
export const classWeightSliders: Readonly<Record<string, Slider>> = {
  "weight[0]": {
    symbol: "w_0",
    min: 0.1,
    max: 100,
    step: 0.1,
    scale: "log",
    landmarks: [{ value: 1, label: "torch" }],
  },
  "weight[1]": {
    symbol: "w_1",
    min: 0.1,
    max: 100,
    step: 0.1,
    scale: "log",
    landmarks: [
      { value: 1, label: "torch" },
      { value: "negatives-per-positive", label: "inverseFrequency" },
    ],
  },
};

/**
 * The ratio of class 1's weight to class 0's, and the ratio that remains if `ignore_index` leaves
 * one of the two out.
 */
export function classWeights(numberOf: NumberOf): { ratio: number; ignored: number | undefined } {
  const ignore = numberOf("ignore_index");
  const ignored = ignore === 0 ? Number.POSITIVE_INFINITY : ignore === 1 ? 0 : undefined;
  return { ratio: numberOf("weight[1]") / numberOf("weight[0]"), ignored };
}
