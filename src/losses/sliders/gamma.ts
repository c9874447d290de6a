import type { Slider } from "../definition";

/**
 * γ of the focal family: at 0 every example counts as in the cross-entropy, at 2 as in the paper.
 */
export const focalGamma = {
  symbol: "\\gamma",
  min: 0,
  max: 5,
  step: 0.05,
  family: [0, 0.5, 1, 2, 5],
  neutral: 0,
  landmarks: [
    { value: 0, label: "crossEntropy" },
    { value: 2, label: "paper" },
  ],
} as const satisfies Slider;
