import type { ModelLayout } from "../../../experiment/modelLayout";
import { wgslFloat } from "./wgslText";

/**
 * `network_activate(z)` and `network_slope(z, a)`: the activation, and its derivative at z given
 * the activation a. At the kink the derivative is torch's: 0 for relu, the negative slope for
 * leaky_relu.
 */
export function activationFunctions(layout: ModelLayout): string {
  const negativeSlope = wgslFloat(layout.negativeSlope);
  const [value, slope] = {
    relu: ["max(z, 0.0)", "select(0.0, 1.0, z > 0.0)"],
    leaky_relu: [`select(${negativeSlope} * z, z, z > 0.0)`, `select(${negativeSlope}, 1.0, z > 0.0)`],
    tanh: ["network_tanh(z)", "1.0 - a * a"],
    sigmoid: ["network_sigmoid(z)", "a * (1.0 - a)"],
  }[layout.activation] as [string, string];
  return `fn network_activate(z: f32) -> f32 { return ${value}; }
fn network_slope(z: f32, a: f32) -> f32 { return ${slope}; }`;
}
