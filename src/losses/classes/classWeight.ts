import type { Slider } from "../definition";

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
