import type { Accumulator } from "./reduction";

/** The number of samples in the batch on the right side of p = ½ (`nameJudgement`). */
export const CORRECT: Accumulator = {
  name: "correct",
  kind: "sum",
  expression: "select(0.0, 1.0, (decision > 0.0) == positive)",
};

/** Σ|w| and Σw² of the weights before the update. */
export const WEIGHT_NORMS: readonly Accumulator[] = [
  { name: "absolute_weights", kind: "sum", expression: "abs(weight)" },
  { name: "squared_weights", kind: "sum", expression: "weight * weight" },
];

/**
 * What a step records besides the loss, in the order of its reduction, after the last pass's own.
 */
export const RECORDED: readonly Accumulator[] = [CORRECT, ...WEIGHT_NORMS];
