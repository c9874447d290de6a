import type { ModelLayout } from "../experiment/modelLayout";
import type { PerGroup } from "./backend";

/**
 * [parameterCount] in the layout's order: each parameter's value, from one value for weights and
 * one for biases.
 */
export function perParameter({ layers, parameterCount }: ModelLayout, { weights, biases }: PerGroup): Float64Array {
  const values = new Float64Array(parameterCount).fill(biases);
  for (const { weightOffset, biasOffset } of layers) values.fill(weights, weightOffset, biasOffset);
  return values;
}
