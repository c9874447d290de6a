import type { Slider } from "../definition";

/** α, the positive class's share of the weight; the negatives get 1 − α. */
export const classShare = {
  symbol: "\\alpha",
  min: 0,
  max: 1,
  step: 0.01,
  landmarks: [
    { value: 0.5, label: "equal" },
    { value: "negative-share", label: "inverseFrequency" },
  ],
} as const satisfies Slider;

/** α of the focal family, whose paper gives the positives less. */
export const focalAlpha = {
  ...classShare,
  landmarks: [{ value: 0.25, label: "paper" }, ...classShare.landmarks],
} as const satisfies Slider;
