import { type Code, f32x4, i32, i32x4, v128 } from "../code";
import type { Local } from "../function";
import { EXPONENT_BIAS, type Lanes, LEADING_BITS, MANTISSA_BITS, ROUNDER, SIGN_BIT } from "./lanes";
import { isSpecial, lifted, logRest, partsOf } from "./logarithm";

/**
 * x^y = 2^(y·log₂ x). The logarithm's error is multiplied by y, so both are held in two parts: log₂
 * x = H + L and y = Y + Z, with H and Y of twelve bits. Then Y·H is exact in float32, and the
 * rounding error of the rest, Z·H + y·L, is small.
 */

/** log₂ e: its first twelve bits, and the remainder. */
const LOG2E_LEADING = 2954 / 2 ** 11;
const LOG2E_REST = Math.LOG2E - LOG2E_LEADING;

/** 2^t: error 2·10⁻⁸ for |t| ≤ ½ and 3·10⁻⁸ for |t| ≤ 1. */
const EXP2 = [1, Math.LN2, 0.24022648, 0.05550332, 0.00961844, 0.0013399132, 0.00015353154];
const EXP2_WIDE = [1, Math.LN2, 0.24022667, 0.055503927, 0.009616871, 0.0013338084, 0.00015643462, 0.000015073336];

/** Represents the logarithm of ∞: times any y but 0 it exceeds the range of results. */
const ENDLESS = 2 ** 120;
/** Acts as infinity when used as an exponent. */
const LARGEST_EXPONENT = 2 ** 100;
/** Up to this n, 2ⁿ fits a float32's exponent and the result is normal. */
const ORDINARY_EXPONENT = 125;

/** A number in two parts. */
interface Parts {
  high: Code;
  low: Code;
}

/**
 * log₂ x of a kept, positive, normal x, plus `excess`: a kept twelve-bit part and the remainder.
 */
function logarithmOf(lanes: Lanes, x: Code, excess?: Code): Parts {
  const { exponent, fraction } = partsOf(lanes, x);
  const e = lanes.keep(excess ? f32x4.add(exponent, excess) : exponent);
  const f = lanes.keep(fraction);
  // log₂(1 + f) = f·log₂ e + …; the product of the leading bits of f and of log₂ e is exact.
  const mask = lanes.bits(LEADING_BITS);
  const leading = lanes.keep(v128.and(f, mask));
  const exact = lanes.keep(f32x4.mul(leading, lanes.number(LOG2E_LEADING)));
  const { s, rest } = logRest(lanes, f);
  const left = f32x4.mul(f32x4.sub(f, leading), lanes.number(LOG2E_LEADING));
  const linear = lanes.multiplyAdd(f, lanes.number(LOG2E_REST), left);
  const small = lanes.keep(lanes.subtractProduct(f32x4.mul(s, rest), lanes.number(Math.LOG2E), linear));
  const h = lanes.keep(v128.and(f32x4.add(f32x4.add(e, exact), small), mask));
  return { high: h, low: f32x4.add(f32x4.add(f32x4.sub(e, h), exact), small) };
}

/** y times a logarithm; both parts are kept. */
function exponentOf(lanes: Lanes, { high, low }: Parts, y: Code): Parts {
  const leading = lanes.keep(v128.and(y, lanes.bits(LEADING_BITS)));
  return {
    high: lanes.keep(f32x4.mul(leading, high)),
    low: lanes.keep(lanes.multiplyAdd(y, low, f32x4.mul(f32x4.sub(y, leading), high))),
  };
}

/** 2^(high + low), where `sum` is high + low rounded. */
function power2(lanes: Lanes, high: Code, low: Code, sum: Code): Code {
  const rounder = lanes.number(ROUNDER + EXPONENT_BIAS);
  const shifted = lanes.keep(f32x4.add(sum, rounder));
  const t = lanes.keep(f32x4.add(f32x4.sub(high, f32x4.sub(shifted, rounder)), low));
  return f32x4.mul(lanes.polynomial(t, EXP2), i32x4.shl(shifted, i32.const(MANTISSA_BITS)));
}

/**
 * 2^(high + low), even where the result is denormal or near the largest float32: it is multiplied
 * by 2^(n/2) twice, with an even n, because float32 holds no 2^n that is as large or as small.
 */
function anyPower2(lanes: Lanes, high: Code, low: Code): Code {
  const bounded = lanes.clamp(f32x4.add(high, low), -152, 129);
  const rounder = lanes.number(ROUNDER + EXPONENT_BIAS);
  const shifted = lanes.keep(lanes.multiplyAdd(bounded, lanes.number(0.5), rounder));
  const half = f32x4.sub(shifted, rounder);
  // Within ±1, except where the result is out of range anyway.
  const t = lanes.keep(lanes.clamp(f32x4.add(lanes.subtractProduct(half, lanes.number(2), high), low), -1.001, 1.001));
  const root = lanes.keep(i32x4.shl(shifted, i32.const(MANTISSA_BITS)));
  return f32x4.mul(f32x4.mul(lanes.polynomial(t, EXP2_WIDE), root), root);
}

/** x^y for any kept x and y. */
function powerOfAny(lanes: Lanes, x: Code, y: Code): Code {
  const zero = lanes.number(0);
  const infinity = lanes.number(Number.POSITIVE_INFINITY);
  const size = lanes.keep(f32x4.abs(x));
  const { x: normal, excess: denormalExcess } = lifted(lanes, size);
  const atZero = lanes.choose(f32x4.eq(x, zero), lanes.number(-ENDLESS), denormalExcess);
  const excess = lanes.keep(lanes.choose(f32x4.eq(size, infinity), lanes.number(ENDLESS), atZero));
  // Even the smallest exponent gives exactly 0 or ∞.
  const endless = lanes.keep(f32x4.ge(f32x4.abs(excess), lanes.number(ENDLESS)));
  const enlarged = lanes.choose(endless, f32x4.mul(y, lanes.number(LARGEST_EXPONENT)), y);
  const exponent = lanes.keep(lanes.clamp(enlarged, -LARGEST_EXPONENT, LARGEST_EXPONENT));
  const { high, low } = exponentOf(lanes, logarithmOf(lanes, normal, excess), exponent);
  const power = anyPower2(lanes, high, low);

  const whole = lanes.keep(f32x4.eq(f32x4.nearest(y), y));
  const half = lanes.keep(f32x4.mul(y, lanes.number(0.5)));
  const odd = v128.and(whole, f32x4.ne(f32x4.nearest(half), half));
  const signed = v128.xor(power, v128.and(v128.and(x, lanes.bits(SIGN_BIT)), odd));
  const unreal = v128.andNot(v128.and(f32x4.lt(x, zero), f32x4.lt(size, infinity)), whole);
  const real = v128.or(v128.or(signed, unreal), f32x4.ne(x, x));
  const one = lanes.number(1);
  return lanes.choose(v128.or(f32x4.eq(y, zero), f32x4.eq(x, one)), one, real);
}

export function pow(lanes: Lanes, base: Code, exponent: Code): Code {
  const x = lanes.keep(base);
  const y = lanes.keep(exponent);
  const { ordinary, needsSlowPath } = powerOf(lanes, y, logarithmOf(lanes, x), isSpecial(lanes, x));
  const result = lanes.writer.local("v128");
  lanes.writer.set(result, ordinary);
  lanes.writer.if(needsSlowPath, () => lanes.writer.set(result, powerOfAny(lanes, x, y)));
  return result.get;
}

/** x^y; lanes where the fast path fails take the slow one. `special`: x has no usable logarithm. */
function powerOf(lanes: Lanes, y: Code, logarithm: Parts, special: Code): { ordinary: Code; needsSlowPath: Code } {
  const { high, low } = exponentOf(lanes, logarithm, y);
  const sum = lanes.keep(f32x4.add(high, low));
  // Compared as int32, NaN and ∞ are greater than all numbers.
  const far = i32x4.gtS(v128.and(sum, lanes.bits(~SIGN_BIT)), lanes.number(ORDINARY_EXPONENT));
  return { ordinary: power2(lanes, high, low, sum), needsSlowPath: v128.anyTrue(v128.or(special, far)) };
}

/**
 * An exponent that is the same in all lanes and for all samples. Its special cases are tested once,
 * before the loop over the samples.
 */
export interface SharedExponent {
  value: Code;
  /** i32 flags: the exponent is 2; is 1; is 0, 1 or 2. */
  isTwo: Code;
  isOne: Code;
  isSimple: Code;
}

export function sharedExponent(lanes: Lanes, exponent: Code): SharedExponent {
  const { writer } = lanes;
  const value = lanes.keep(exponent);
  const is = (number: number) => writer.let("i32", i32x4.lane(f32x4.eq(value, lanes.number(number)), 0));
  const [isTwo, isOne, isZero] = [is(2), is(1), is(0)];
  return { value, isTwo, isOne, isSimple: writer.let("i32", i32.or(isTwo, i32.or(isOne, isZero))) };
}

/** One of several powers of a base. */
export interface PowerWanted {
  exponent: SharedExponent;
  /**
   * The index of the power whose exponent is smaller by 1, if there is one: this power is the base
   * times that one.
   */
  less?: number;
}

/**
 * Several powers of one base. Exponents 0, 1 and 2 need no logarithm; the others share one,
 * computed when first needed.
 */
export class Powers {
  readonly #lanes: Lanes;
  readonly #x: Code;
  readonly #wanted: readonly PowerWanted[];
  readonly #known: ({ result: Local; needsSlowPath: Local } | undefined)[] = [];
  readonly #logarithm: Parts;
  readonly #special: Code;

  constructor(lanes: Lanes, base: Code, wanted: readonly PowerWanted[]) {
    const { writer } = lanes;
    this.#lanes = lanes;
    this.#x = lanes.keep(base);
    this.#wanted = wanted;
    const [high, low, special] = [writer.local("v128"), writer.local("v128"), writer.local("v128")];
    this.#logarithm = { high: high.get, low: low.get };
    this.#special = special.get;
    const needs = wanted.filter(({ less }) => less === undefined).map(({ exponent }) => i32.eqz(exponent.isSimple));
    writer.if(
      needs.reduce((any, each) => i32.or(any, each)),
      () => {
        const logarithm = logarithmOf(lanes, this.#x);
        writer.set(high, logarithm.high);
        writer.set(low, logarithm.low);
        writer.set(special, isSpecial(lanes, this.#x));
      },
    );
  }

  /** The power with this index in the list of exponents. */
  by(index: number): Code {
    return this.#find(index).result.get;
  }

  /** `needsSlowPath` is an i32: non-zero if any lane is outside the fast path's range. */
  #find(index: number): { result: Local; needsSlowPath: Local } {
    const before = this.#known[index];
    if (before) return before;
    const { writer } = this.#lanes;
    const x = this.#x;
    const { exponent, less } = this.#wanted[index]!;
    const lesser = less === undefined ? undefined : this.#find(less);
    const [result, needsSlowPath] = [writer.local("v128"), writer.local("i32")];
    const simple = () => {
      writer.set(needsSlowPath, i32.const(0));
      writer.if(
        exponent.isTwo,
        () => writer.set(result, f32x4.mul(x, x)),
        () =>
          writer.if(
            exponent.isOne,
            () => writer.set(result, x),
            () => writer.set(result, this.#lanes.number(1)),
          ),
      );
    };
    const other = () => {
      const power = lesser
        ? { ordinary: f32x4.mul(x, lesser.result.get), needsSlowPath: lesser.needsSlowPath.get }
        : powerOf(this.#lanes, exponent.value, this.#logarithm, this.#special);
      writer.set(result, power.ordinary);
      writer.set(needsSlowPath, power.needsSlowPath);
      writer.if(needsSlowPath.get, () => writer.set(result, powerOfAny(this.#lanes, x, exponent.value)));
    };
    writer.if(exponent.isSimple, simple, other);
    const found = { result, needsSlowPath };
    this.#known[index] = found;
    return found;
  }
}
