import type { ModelLayout } from "../../experiment/modelLayout";
import type { Penalties } from "../../experiment/snapshot";
import type { FloatArray } from "../../language/evaluator";

/** Returns l1·Σ|w| and ½·l2·Σw² over weights, not biases, and adds their gradient to `gradient`; sign(0) = 0. */
export function addPenalties(
  layout: ModelLayout,
  parameters: FloatArray,
  l1: number,
  l2: number,
  gradient: FloatArray,
): Penalties {
  if (l1 === 0 && l2 === 0) return { l1: 0, l2: 0 };
  let magnitudes = 0;
  let squares = 0;
  for (const { weightOffset, biasOffset } of layout.layers) {
    for (let i = weightOffset; i < biasOffset; i++) {
      const weight = parameters[i]!;
      magnitudes += Math.abs(weight);
      squares += weight * weight;
      gradient[i] = gradient[i]! + l1 * Math.sign(weight) + l2 * weight;
    }
  }
  return { l1: l1 * magnitudes, l2: 0.5 * l2 * squares };
}
