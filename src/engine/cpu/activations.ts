import type { ActivationName } from "../../experiment/experiment";
import type { FloatArray } from "../../language/evaluate/evaluator";

/** Applies the activation in place to `count` values from `start`. */
export function activate(name: ActivationName, slope: number, values: FloatArray, start: number, count: number): void {
  const end = start + count;
  switch (name) {
    case "relu":
      // Without a branch, which would be mispredicted half the time. NaN stays NaN, as in torch, so
      // that divergence is detected.
      for (let i = start; i < end; i++) values[i] = Math.max(values[i]!, 0);
      return;
    case "leaky_relu":
      for (let i = start; i < end; i++) if (values[i]! < 0) values[i] = slope * values[i]!;
      return;
    case "tanh":
      for (let i = start; i < end; i++) values[i] = Math.tanh(values[i]!);
      return;
    case "sigmoid":
      for (let i = start; i < end; i++) values[i] = 1 / (1 + Math.exp(-values[i]!));
      return;
  }
}

/**
 * Multiplies `gradients` in place by the activation's derivative, computed from the activation's
 * outputs `values`; both hold `count` numbers from their start indices. At kinks torch's choice: 0
 * for relu, the slope for leaky_relu.
 */
export function multiplyByDerivative(
  name: ActivationName,
  slope: number,
  gradients: FloatArray,
  gradientStart: number,
  values: FloatArray,
  valueStart: number,
  count: number,
): void {
  const shift = valueStart - gradientStart;
  const end = gradientStart + count;
  switch (name) {
    case "relu":
      for (let i = gradientStart; i < end; i++) if (values[i + shift]! <= 0) gradients[i] = 0;
      return;
    case "leaky_relu":
      for (let i = gradientStart; i < end; i++) if (values[i + shift]! <= 0) gradients[i] = slope * gradients[i]!;
      return;
    case "tanh":
      for (let i = gradientStart; i < end; i++) {
        const value = values[i + shift]!;
        gradients[i] = gradients[i]! * (1 - value * value);
      }
      return;
    case "sigmoid":
      for (let i = gradientStart; i < end; i++) {
        const value = values[i + shift]!;
        gradients[i] = gradients[i]! * value * (1 - value);
      }
      return;
  }
}
