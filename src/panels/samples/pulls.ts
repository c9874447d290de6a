import type { ParameterValues } from "../../language";
import type { LossOnLogits } from "../../losses";

/**
 * |∂L/∂z| of each sample, [count]: the data term only, with the samples as one batch. Returns a
 * view that the loss's next evaluation overwrites.
 */
export function pulls(
  loss: LossOnLogits,
  logits: Float64Array,
  labels: ArrayLike<number> | number,
  parameters: ParameterValues,
): Float64Array {
  const slope = loss.slopes(logits, labels, parameters);
  for (let i = 0; i < slope.length; i++) slope[i] = Math.abs(slope[i]!);
  return slope;
}
