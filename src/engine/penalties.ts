import type { ModelLayout } from "../experiment/modelLayout";

/** The penalty terms of the objective, over weights, not biases. */
export interface Penalties {
  l1: number;
  l2: number;
}

/** l1·Σ|w| and ½·l2·Σw² over weights, not biases; `parameters` in the layout's order. */
export function penaltyValues(
  layout: ModelLayout,
  parameters: Float64Array | Float32Array,
  l1: number,
  l2: number,
): Penalties {
  let magnitudes = 0;
  let squares = 0;
  for (const { weightOffset, biasOffset } of layout.layers) {
    for (let i = weightOffset; i < biasOffset; i++) {
      const weight = parameters[i]!;
      magnitudes += Math.abs(weight);
      squares += weight * weight;
    }
  }
  return { l1: l1 * magnitudes, l2: 0.5 * l2 * squares };
}

/** Adds the penalties' gradient to `gradient`; sign(0) = 0. */
export function addPenaltyGradient(
  layout: ModelLayout,
  parameters: Float64Array | Float32Array,
  l1: number,
  l2: number,
  gradient: Float64Array | Float32Array,
): void {
  if (l1 === 0 && l2 === 0) return;
  for (const { weightOffset, biasOffset } of layout.layers) {
    for (let i = weightOffset; i < biasOffset; i++) {
      const weight = parameters[i]!;
      gradient[i] = gradient[i]! + l1 * Math.sign(weight) + l2 * weight;
    }
  }
}
