import { type Code, f32x4, v128 } from "../code";
import type { Lanes } from "./lanes";

/** x·2²⁵⁴ clamped to ±1: even the smallest denormal reaches ±1; 0 and NaN are unchanged. */
export function sign(lanes: Lanes, operand: Code): Code {
  const factor = lanes.number(2 ** 127);
  return lanes.clamp(f32x4.mul(f32x4.mul(operand, factor), factor), -1, 1);
}

/**
 * a − b·⌊a/b⌋. Where a/b was rounded up to a whole number, the result has the wrong sign, and one b
 * is added.
 */
export function mod(lanes: Lanes, dividend: Code, divisor: Code): Code {
  const a = lanes.keep(dividend);
  const b = lanes.keep(divisor);
  const rest = lanes.keep(lanes.subtractProduct(b, f32x4.floor(f32x4.div(a, b)), a));
  const missing = f32x4.lt(f32x4.mul(rest, b), lanes.number(0));
  return f32x4.add(rest, v128.and(missing, b));
}
