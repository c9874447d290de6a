import { createRandom } from "../probability/random";
import type { ModelLayout } from "./modelLayout";

/**
 * Initial weights as torch.nn.Linear draws them: weights and biases of a layer uniform in
 * ±1/√inputs. [layout.parameterCount] float32 in the layout's order, so that all engines start from
 * equal numbers.
 */
export function initialParameters(layout: ModelLayout, seed: number): Float32Array {
  const random = createRandom(seed, "weights");
  const parameters = new Float32Array(layout.parameterCount);
  for (const { inputs, outputs, weightOffset, biasOffset } of layout.layers) {
    const bound = 1 / Math.sqrt(inputs);
    for (let i = weightOffset; i < biasOffset + outputs; i++) parameters[i] = (2 * random.uniform() - 1) * bound;
  }
  return parameters;
}
