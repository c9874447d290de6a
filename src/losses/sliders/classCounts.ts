import type { Slider } from "../definition";

const count = { min: 1, max: 500_000, step: 1, scale: "log" } as const;

/**
 * The numbers of samples of both classes, which some losses weigh by. They follow the data while
 * they are the data's (`followingData` in `experiment/`).
 */
export const classCountSliders = {
  "samples_per_class[0]": { ...count, symbol: "n_{-}", landmarks: [{ value: "negatives", label: "inData" }] },
  "samples_per_class[1]": { ...count, symbol: "n_{+}", landmarks: [{ value: "positives", label: "inData" }] },
} as const satisfies Record<string, Slider>;
