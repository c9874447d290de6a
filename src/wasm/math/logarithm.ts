import { type Code, f32x4, i32, i32x4, v128 } from "../code";
import { type Lanes, MANTISSA_BITS, SIGN_AND_EXPONENT, SIGN_BIT, SMALLEST_NORMAL } from "./lanes";

/**
 * The logarithm. x = 2ᵉ(1 + f) with 1 + f between √½ and √2, and log(1 + f) = 2 artanh(s) with s =
 * f / (2 + f), arranged so that f itself enters without the division error: f − s·(f − s²·Q(s²)).
 *
 * Zero, negative, infinite and denormal values are handled in a branch that runs only if one of the
 * four lanes needs it.
 */

const LN2_HIGH = 0.693359375;
const LN2_LOW = Math.LN2 - LN2_HIGH;

/** √½ */
const LEAST_FACTOR_BITS = 0x3f3504f3;
const ONE_BITS = 0x3f800000;

/** 2 (artanh(s)/s − 1) / s², a polynomial in s²; error 10⁻⁹ relative to the logarithm. */
const ARTANH = [0.66666776, 0.39977497, 0.29873073];

/** Scales a denormal number into the normal range. */
const LIFT = 24;

/**
 * Splits a kept x into 2^exponent·(1 + fraction); `exponentBits` is the exponent in its float32
 * position.
 */
export interface LogParts {
  exponent: Code;
  exponentBits: Code;
  fraction: Code;
}

/** The parts from which the logarithm of a kept, positive, normal x is computed. */
export function partsOf(lanes: Lanes, x: Code): LogParts {
  const above = lanes.keep(i32x4.sub(x, lanes.bits(LEAST_FACTOR_BITS)));
  const exponentBits = lanes.keep(v128.and(above, lanes.bits(SIGN_AND_EXPONENT)));
  return {
    exponent: f32x4.fromI32(i32x4.shrS(above, i32.const(MANTISSA_BITS))),
    exponentBits,
    fraction: f32x4.sub(i32x4.sub(x, exponentBits), lanes.number(1)),
  };
}

/** log(1 + f) − f of a kept f. */
export function logRest(lanes: Lanes, f: Code): { s: Code; rest: Code } {
  const s = lanes.keep(f32x4.div(f, f32x4.add(f, lanes.number(2))));
  const square = lanes.keep(f32x4.mul(s, s));
  return { s, rest: lanes.subtractProduct(square, lanes.polynomial(square, ARTANH), f) };
}

function logOf(lanes: Lanes, exponent: Code, fraction: Code): Code {
  const f = lanes.keep(fraction);
  const e = lanes.keep(exponent);
  const { s, rest } = logRest(lanes, f);
  const small = lanes.multiplyAdd(e, lanes.number(LN2_LOW), lanes.subtractProduct(s, rest, f));
  return lanes.multiplyAdd(e, lanes.number(LN2_HIGH), small);
}

/**
 * All ones where a kept x is not positive, not normal, or not below `to` (a power of two, at least
 * 1): one comparison of its bits.
 */
export function isSpecial(lanes: Lanes, x: Code, to = Number.POSITIVE_INFINITY): Code {
  // Offset so that normal values compare lowest as signed int32.
  const moved = i32x4.add(x, lanes.bits(0x7f800000));
  const exponent = to === Number.POSITIVE_INFINITY ? 255 : Math.log2(to) + 127;
  return i32x4.gtS(moved, lanes.bits(((exponent << MANTISSA_BITS) + 0x7f800000 - 1) | 0));
}

/**
 * `logarithm`, with the special values of a kept x: −∞ at 0, NaN below 0, and x itself for ∞ and
 * NaN.
 */
function withLimits(lanes: Lanes, x: Code, logarithm: Code): Code {
  const finite = lanes.choose(f32x4.lt(x, lanes.number(Number.POSITIVE_INFINITY)), logarithm, x);
  const real = v128.or(finite, f32x4.lt(x, lanes.number(0)));
  return lanes.choose(f32x4.eq(x, lanes.number(0)), lanes.number(Number.NEGATIVE_INFINITY), real);
}

/** A kept x, times 2²⁴ where it is denormal, and the (negative) correction of its exponent. */
export function lifted(lanes: Lanes, x: Code): { x: Code; excess: Code } {
  const denormal = lanes.keep(f32x4.lt(x, lanes.number(SMALLEST_NORMAL)));
  return {
    x: lanes.keep(lanes.choose(denormal, f32x4.mul(x, lanes.number(2 ** LIFT)), x)),
    excess: v128.and(denormal, lanes.number(-LIFT)),
  };
}

export function log(lanes: Lanes, operand: Code): Code {
  const x = lanes.keep(operand);
  const result = lanes.writer.local("v128");
  const ordinary = partsOf(lanes, x);
  lanes.writer.set(result, logOf(lanes, ordinary.exponent, ordinary.fraction));
  lanes.writer.if(v128.anyTrue(isSpecial(lanes, x)), () => {
    const { x: normal, excess } = lifted(lanes, x);
    const { exponent, fraction } = partsOf(lanes, normal);
    lanes.writer.set(result, withLimits(lanes, x, logOf(lanes, f32x4.add(exponent, excess), fraction)));
  });
  return result.get;
}

/** From here on x + 1 rounds to x, and 2^−exponent is still normal. */
const HUGE = 2 ** 100;

/**
 * The parts of 1 + x, with the fraction computed from x itself to keep all digits: x·2^−e + (2^−e −
 * 1).
 */
export function log1p(lanes: Lanes, operand: Code): Code {
  const x = lanes.keep(operand);
  const sum = lanes.keep(f32x4.add(x, lanes.number(1)));
  const result = lanes.writer.local("v128");
  const { exponent, exponentBits, fraction } = partsOf(lanes, sum);
  const e = lanes.keep(exponent);
  const inverse = lanes.keep(i32x4.sub(lanes.bits(ONE_BITS), exponentBits));
  const f = lanes.keep(lanes.multiplyAdd(x, inverse, f32x4.sub(inverse, lanes.number(1))));
  lanes.writer.set(result, logOf(lanes, e, f));
  lanes.writer.if(v128.anyTrue(isSpecial(lanes, sum, HUGE)), () => {
    const ordinary = f32x4.lt(x, lanes.number(HUGE));
    lanes.writer.set(result, withLimits(lanes, sum, logOf(lanes, e, lanes.choose(ordinary, f, fraction))));
  });
  return result.get;
}

/**
 * Each logarithm is clamped at −100, as in torch. With a hard label only one of the two logarithms
 * counts; if all four lanes have hard labels, only that one is computed: log x of x = p or 1 − p,
 * with the fraction from p itself as in `log1p`.
 */
export function bce(lanes: Lanes, probability: Code, target: Code): Code {
  const p = lanes.keep(probability);
  const y = lanes.keep(target);
  const [zero, one, bound] = [lanes.number(0), lanes.number(1), lanes.number(-100)];
  const result = lanes.writer.local("v128");
  const yes = lanes.keep(f32x4.eq(y, one));
  const rest = lanes.keep(f32x4.sub(one, p));
  const x = lanes.keep(lanes.choose(yes, p, rest));
  const { exponent, exponentBits } = partsOf(lanes, x);
  const inverse = lanes.keep(i32x4.sub(lanes.bits(ONE_BITS), exponentBits));
  const [whole, part] = [v128.andNot(one, yes), v128.xor(p, v128.andNot(lanes.bits(SIGN_BIT), yes))];
  const f = lanes.multiplyAdd(part, inverse, lanes.multiplyAdd(whole, inverse, lanes.number(-1)));
  lanes.writer.set(result, f32x4.pmax(logOf(lanes, exponent, f), bound));
  const soft = v128.andNot(f32x4.ne(y, zero), yes);
  lanes.writer.if(v128.anyTrue(v128.or(isSpecial(lanes, x), soft)), () => {
    const ofYes = f32x4.pmax(log(lanes, p), bound);
    const ofNo = f32x4.pmax(log1p(lanes, f32x4.neg(p)), bound);
    lanes.writer.set(result, lanes.multiplyAdd(y, ofYes, f32x4.mul(f32x4.sub(one, y), ofNo)));
  });
  return f32x4.neg(result.get);
}
