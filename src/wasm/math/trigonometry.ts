import { type Code, f32x4, i32, i32x4, v128 } from "../code";
import { type Lanes, ROUNDER, SIGN_BIT } from "./lanes";

/** π/2 in three parts. Integers of up to thirteen bits times the first two parts are exact. */
const HALF_PI_PARTS = [201 / 2 ** 7, 2029 / 2 ** 22, Math.PI / 2 - 201 / 2 ** 7 - 2029 / 2 ** 22] as const;

/** (sin(t)/t − 1) / t² and (cos t − 1 + t²/2) / t⁴ for |t| ≤ π/4, polynomials in t². */
const SIN = [-0.16666655, 0.008332173, -0.00019516656];
const COS = [0.041666646, -0.0013887362, 0.00002443773];

/** (arctan(t)/t − 1) / t² for t ≤ 1, a polynomial in t². */
const ARCTAN = [-0.33333153, 0.19993773, -0.14211056, 0.106660046, -0.07552214, 0.04321186, -0.016367927, 0.0029206919];

/** sin(x + quarters·π/2) */
function sine(lanes: Lanes, operand: Code, quarters: number): Code {
  const x = lanes.keep(operand);
  const rounder = lanes.number(ROUNDER);
  const shifted = lanes.keep(lanes.multiplyAdd(x, lanes.number(2 / Math.PI), rounder));
  const n = lanes.keep(f32x4.sub(shifted, rounder));
  const rest = HALF_PI_PARTS.reduce<Code>((left, part) => lanes.subtractProduct(n, lanes.number(part), left), x);
  // Beyond the range of the rounding, the remainder is arbitrary.
  const t = lanes.keep(lanes.clamp(rest, -0.8, 0.8));
  const square = lanes.keep(f32x4.mul(t, t));
  const sin = lanes.multiplyAdd(f32x4.mul(lanes.polynomial(square, SIN), square), t, t);
  const cosTail = f32x4.mul(lanes.polynomial(square, COS), square);
  const cos = lanes.multiplyAdd(f32x4.sub(cosTail, lanes.number(0.5)), square, lanes.number(1));
  const quadrant = quarters === 0 ? shifted : lanes.keep(i32x4.add(shifted, lanes.bits(quarters)));
  const odd = i32x4.shrS(i32x4.shl(quadrant, i32.const(31)), i32.const(31));
  const negative = v128.and(i32x4.shl(quadrant, i32.const(30)), lanes.bits(SIGN_BIT));
  return v128.xor(lanes.choose(odd, cos, sin), negative);
}

export function sin(lanes: Lanes, operand: Code): Code {
  return sine(lanes, operand, 0);
}

export function cos(lanes: Lanes, operand: Code): Code {
  return sine(lanes, operand, 1);
}

/** arctan of a kept t from 0 to 1. */
function arctanOfFraction(lanes: Lanes, t: Code): Code {
  const square = lanes.keep(f32x4.mul(t, t));
  return lanes.multiplyAdd(f32x4.mul(lanes.polynomial(square, ARCTAN), square), t, t);
}

/** minuend − angle where the mask is set. */
function turned(lanes: Lanes, mask: Code, minuend: number, angle: Code): Code {
  const kept = lanes.keep(angle);
  return lanes.choose(mask, f32x4.sub(lanes.number(minuend), kept), kept);
}

/** The smaller of |x| and 1 / |x|. */
export function atan(lanes: Lanes, operand: Code): Code {
  const x = lanes.keep(operand);
  const one = lanes.number(1);
  const size = lanes.keep(f32x4.abs(x));
  const t = lanes.keep(f32x4.div(f32x4.pmin(size, one), f32x4.pmax(size, one)));
  const angle = turned(lanes, f32x4.gt(size, one), Math.PI / 2, arctanOfFraction(lanes, t));
  return v128.or(angle, v128.and(x, lanes.bits(SIGN_BIT)));
}

export function atan2(lanes: Lanes, ordinate: Code, abscissa: Code): Code {
  const y = lanes.keep(ordinate);
  const x = lanes.keep(abscissa);
  const height = lanes.keep(f32x4.abs(y));
  const width = lanes.keep(f32x4.abs(x));
  // A NaN in either operand reaches the result. 0/0 counts as 0, ∞/∞ as 1.
  const least = lanes.keep(f32x4.pmin(height, width));
  const greatest = lanes.keep(f32x4.pmax(f32x4.pmax(width, height), lanes.number(2 ** -149)));
  const t = lanes.keep(lanes.choose(f32x4.eq(least, greatest), lanes.number(1), f32x4.div(least, greatest)));
  const upper = turned(lanes, f32x4.gt(height, width), Math.PI / 2, arctanOfFraction(lanes, t));
  const angle = turned(lanes, i32x4.shrS(x, i32.const(31)), Math.PI, upper);
  return v128.or(angle, v128.and(y, lanes.bits(SIGN_BIT)));
}
