import { type Code, f32x4, i32, i32x4, v128 } from "../code";
import { EXPONENT_BIAS, type Lanes, MANTISSA_BITS, ROUNDER, SIGN_BIT } from "./lanes";

/**
 * The exponential and functions built on it. With n = round(x / ln 2), e^x = 2ⁿ·e^r and |r| ≤ ln 2
 * / 2: e^r is a minimax polynomial (smallest relative error; 1 and r are exact), and 2ⁿ is written
 * straight into a float's exponent.
 */

/** ln 2 in two parts. The first has few enough digits that n times it is exact. */
const LN2_HIGH = 0.693359375;
const LN2_LOW = Math.LN2 - LN2_HIGH;

/** (e^r − 1 − r) / r² for |r| ≤ ln 2 / 2; error 4·10⁻⁹ relative to e^r. */
const EXP = [0.49999994, 0.1666652, 0.041668393, 0.008368781, 0.0013814467];
/** The same for |r| ≤ ln 2; error 3·10⁻⁸. */
const EXP_WIDE = [0.50000036, 0.16666614, 0.04166126, 0.008336109, 0.0014104677, 0.00019611344];
/** The same for |r| ≤ ln 2 / 2; error 2·10⁻⁸ relative to e^r − 1. */
const EXPM1 = [0.49999997, 0.16666543, 0.0416672, 0.00836658, 0.001388251];
/** (e^2u − 1 − 2u) / u² for |u| ≤ ln 2 / 4; error relative to e^2u − 1. */
const EXPM1_DOUBLE = [1.9999999, 1.3333235, 0.6666752, 0.26773056, 0.08884806];
/**
 * 2 (artanh(s)/s − 1) / s², a polynomial in s² for s ≤ 1/3; error 5·10⁻⁹ relative to the logarithm.
 */
const LOG1P = [0.6666641, 0.40021735, 0.27998504, 0.28027865];

/** Below this, e^x is 0 in float32. */
const LOWEST = -104;

/** n = round(x·factor) as a number, and 2^(n + shift). */
function powerOfTwo(lanes: Lanes, x: Code, factor: number, shift = 0): { n: Code; scale: Code } {
  const rounder = lanes.number(ROUNDER + EXPONENT_BIAS + shift);
  const shifted = lanes.keep(lanes.multiplyAdd(x, lanes.number(factor), rounder));
  return { n: lanes.keep(f32x4.sub(shifted, rounder)), scale: i32x4.shl(shifted, i32.const(MANTISSA_BITS)) };
}

/** x − n·step·ln 2 */
function remainder(lanes: Lanes, x: Code, n: Code, step: number): Code {
  const coarse = lanes.subtractProduct(n, lanes.number(step * LN2_HIGH), x);
  return lanes.keep(lanes.subtractProduct(n, lanes.number(step * LN2_LOW), coarse));
}

/** r + r²·P(r), or 2r + …: the exponential minus 1. Adding 1 last costs almost no precision. */
function above1(lanes: Lanes, r: Code, coefficients: readonly number[], linear = r): Code {
  const square = lanes.keep(f32x4.mul(r, r));
  return lanes.multiplyAdd(lanes.polynomial(r, coefficients, square), square, linear);
}

/** With an even n, two factors 2^(n/2) reach both the largest and the denormal results. */
export function exp(lanes: Lanes, operand: Code): Code {
  const x = lanes.keep(lanes.clamp(operand, LOWEST, 89));
  const { n, scale } = powerOfTwo(lanes, x, Math.LOG2E / 2);
  const r = remainder(lanes, x, n, 2);
  const root = lanes.keep(scale);
  const power = f32x4.add(above1(lanes, r, EXP_WIDE), lanes.number(1));
  return f32x4.mul(f32x4.mul(power, root), root);
}

const SHIFT = 64;

/**
 * 2⁶⁴·e^x for a kept x from −104 to 43. All results are normal numbers; the caller divides the
 * factor out again.
 */
function shiftedExp(lanes: Lanes, x: Code): Code {
  const { n, scale } = powerOfTwo(lanes, x, Math.LOG2E, SHIFT);
  const r = remainder(lanes, x, n, 1);
  return f32x4.mul(f32x4.add(above1(lanes, r, EXP), lanes.number(1)), scale);
}

/** e^x / (1 + e^x), which is 1 from x = 30 on. */
export function sigmoid(lanes: Lanes, operand: Code): Code {
  const x = lanes.keep(lanes.clamp(operand, LOWEST, 30));
  const e = lanes.keep(shiftedExp(lanes, x));
  return f32x4.div(e, f32x4.add(e, lanes.number(2 ** SHIFT)));
}

/** 2⁶⁴·e^−|x| of a kept x; the result is kept. */
function fallingExp(lanes: Lanes, x: Code): Code {
  const falling = lanes.keep(f32x4.pmax(v128.or(x, lanes.bits(SIGN_BIT)), lanes.number(LOWEST)));
  return lanes.keep(shiftedExp(lanes, falling));
}

/**
 * log(1 + e^−|x|), given `fallingExp`: 2 artanh(s) with s = e / (2 + e), arranged so that e itself
 * enters without a division error.
 */
function logOnePlusExp(lanes: Lanes, falling: Code): Code {
  const e = lanes.keep(f32x4.mul(falling, lanes.number(2 ** -SHIFT)));
  const s = lanes.keep(f32x4.div(e, f32x4.add(e, lanes.number(2))));
  const square = lanes.keep(f32x4.mul(s, s));
  const rest = lanes.subtractProduct(square, lanes.polynomial(square, LOG1P), e);
  return lanes.subtractProduct(s, rest, e);
}

export function softplus(lanes: Lanes, operand: Code): Code {
  const x = lanes.keep(operand);
  return f32x4.add(f32x4.pmax(x, lanes.number(0)), logOnePlusExp(lanes, fallingExp(lanes, x)));
}

/** σ and softplus of x and of −x. Shared parts are computed once, where they are first needed. */
export class Logistic {
  readonly #lanes: Lanes;
  readonly #x: Code;
  readonly #falling: Code;
  #shares: { greater: Code; less: Code; negative: Code } | undefined;
  #logarithm: Code | undefined;

  constructor(lanes: Lanes, x: Code) {
    this.#lanes = lanes;
    this.#x = lanes.keep(x);
    this.#falling = fallingExp(lanes, this.#x);
  }

  /** σ(x) or σ(−x): 1 / (1 + e) where that is the larger one, else e / (1 + e). */
  sigmoid(ofNegative: boolean): Code {
    this.#shares ??= this.#findShares();
    const { greater, less, negative } = this.#shares;
    return this.#lanes.choose(negative, ofNegative ? greater : less, ofNegative ? less : greater);
  }

  /** softplus(x) or softplus(−x). */
  softplus(ofNegative: boolean): Code {
    const lanes = this.#lanes;
    this.#logarithm ??= lanes.keep(logOnePlusExp(lanes, this.#falling));
    return f32x4.add(f32x4.pmax(ofNegative ? f32x4.neg(this.#x) : this.#x, lanes.number(0)), this.#logarithm);
  }

  #findShares() {
    const lanes = this.#lanes;
    const sum = f32x4.add(this.#falling, lanes.number(2 ** SHIFT));
    const inverse = lanes.keep(f32x4.div(lanes.number(1), sum));
    return {
      greater: lanes.keep(f32x4.mul(inverse, lanes.number(2 ** SHIFT))),
      less: lanes.keep(f32x4.mul(this.#falling, inverse)),
      negative: lanes.keep(f32x4.lt(this.#x, lanes.number(0))),
    };
  }
}

export function logaddexp(lanes: Lanes, first: Code, second: Code): Code {
  const a = lanes.keep(first);
  const b = lanes.keep(second);
  // The difference of two equal infinities would be NaN.
  const difference = lanes.keep(lanes.choose(f32x4.eq(a, b), lanes.number(0), f32x4.sub(a, b)));
  return f32x4.add(f32x4.pmax(a, b), logOnePlusExp(lanes, fallingExp(lanes, difference)));
}

/** 2ⁿ(e^r − 1) + (2ⁿ − 1), halved until the last step because float32 cannot hold 2¹²⁸. */
export function expm1(lanes: Lanes, operand: Code): Code {
  const x = lanes.keep(lanes.clamp(operand, -18, 89));
  const { n, scale } = powerOfTwo(lanes, x, Math.LOG2E, -1);
  const r = remainder(lanes, x, n, 1);
  const halfPower = lanes.keep(scale);
  const tail = above1(lanes, r, EXPM1);
  const halfResult = lanes.keep(lanes.multiplyAdd(tail, halfPower, f32x4.sub(halfPower, lanes.number(0.5))));
  return f32x4.add(halfResult, halfResult);
}

/** (e^2x − 1) / (e^2x + 1), which is 1 from x = 10 on. */
export function tanh(lanes: Lanes, operand: Code): Code {
  const x = lanes.keep(lanes.clamp(operand, -10, 10));
  const { n, scale } = powerOfTwo(lanes, x, 2 * Math.LOG2E);
  const u = remainder(lanes, x, n, 0.5);
  const power = lanes.keep(scale);
  const tail = above1(lanes, u, EXPM1_DOUBLE, f32x4.add(u, u));
  const e = lanes.keep(lanes.multiplyAdd(tail, power, f32x4.sub(power, lanes.number(1))));
  return f32x4.div(e, f32x4.add(e, lanes.number(2)));
}
