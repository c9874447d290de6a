import type { ModelLayout } from "../../../experiment/modelLayout";
import { type Code, type FunctionWriter, f32x4, v128 } from "../../../wasm";
import type { VectorMath } from "../../../wasm/vectorMath";

/** A hidden unit's output from its weighted sum. */
export function activate(
  writer: FunctionWriter,
  math: VectorMath,
  { activation, negativeSlope }: ModelLayout,
  x: Code,
): Code {
  const zero = writer.number(0);
  switch (activation) {
    case "relu":
      return f32x4.pmax(x, zero);
    case "leaky_relu":
      return v128.select(f32x4.mul(x, writer.number(negativeSlope)), x, f32x4.lt(x, zero));
    case "tanh":
      return math.tanh(writer, x);
    case "sigmoid":
      return math.sigmoid(writer, x);
  }
}

/**
 * `gradient` times the activation's derivative, which is computed from the unit's output. At a kink
 * it is the one that torch takes: 0 for ReLU, the slope for leaky ReLU.
 */
export function throughActivation(
  writer: FunctionWriter,
  { activation, negativeSlope }: ModelLayout,
  gradient: Code,
  value: Code,
): Code {
  const zero = writer.number(0);
  const one = writer.number(1);
  switch (activation) {
    case "relu":
      return v128.andNot(gradient, f32x4.le(value, zero));
    case "leaky_relu": {
      const scaled = f32x4.mul(gradient, writer.number(negativeSlope));
      return v128.select(scaled, gradient, f32x4.le(value, zero));
    }
    case "tanh":
      return f32x4.mul(gradient, f32x4.sub(one, f32x4.mul(value, value)));
    case "sigmoid":
      return f32x4.mul(f32x4.mul(gradient, value), f32x4.sub(one, value));
  }
}
