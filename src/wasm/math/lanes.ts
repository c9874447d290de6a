import { type Code, f32x4, i32x4, v128 } from "../code";
import type { WasmFeatures } from "../features";
import type { FunctionWriter } from "../function";

/**
 * 1.5 · 2²³. Adding it to a number below 2²² rounds that number to an integer, which is then in the
 * low bits of the sum: no conversion needed.
 */
export const ROUNDER = 12_582_912;

/** The exponent bits of 1 in a float32. */
export const EXPONENT_BIAS = 127;

export const MANTISSA_BITS = 23;

/**
 * Bit masks as int32: the sign of a float32, its sign and exponent, and all but its last twelve
 * bits.
 */
export const SIGN_BIT = -0x80000000;
export const SIGN_AND_EXPONENT = -0x00800000;
export const LEADING_BITS = -0x00001000;

/** The smallest positive normal float32, 2⁻¹²⁶. */
export const SMALLEST_NORMAL = 2 ** -126;

/**
 * Four float32 lanes in a function under construction. An operand that is read more than once must
 * first be computed into a local (`keep`); the comments here call it a kept operand.
 */
export class Lanes {
  readonly #relaxed: boolean;

  constructor(
    readonly writer: FunctionWriter,
    features: WasmFeatures,
  ) {
    this.#relaxed = features.relaxedSimd;
  }

  /** Computes the value into a local; returns the code that reads this local. */
  keep(value: Code): Code {
    return this.writer.vector(value);
  }

  number(value: number): Code {
    return this.writer.number(value);
  }

  bits(value: number): Code {
    return this.writer.bits(value);
  }

  /** a·b + c, rounded once or twice. */
  multiplyAdd(a: Code, b: Code, c: Code): Code {
    return this.#relaxed ? f32x4.relaxedMultiplyAdd(a, b, c) : f32x4.add(f32x4.mul(a, b), c);
  }

  /** c − a·b, rounded once or twice. */
  subtractProduct(a: Code, b: Code, c: Code): Code {
    return this.#relaxed ? f32x4.relaxedNegativeMultiplyAdd(a, b, c) : f32x4.sub(c, f32x4.mul(a, b));
  }

  /** `a` in the lanes where the mask is all ones, `b` where it is zeros. */
  choose(mask: Code, a: Code, b: Code): Code {
    return this.#relaxed ? i32x4.relaxedLaneSelect(a, b, mask) : v128.select(a, b, mask);
  }

  /**
   * Σ coefficients[i]·xⁱ of a kept x. From four coefficients on it uses Estrin's scheme: a tree
   * with one or two more multiplications than Horner's rule but half the depth, because a loss is
   * one long chain of dependent operations. `square` is x², if already computed.
   */
  polynomial(x: Code, coefficients: readonly number[], square?: Code): Code {
    const numbers = coefficients.map((each) => this.number(each));
    if (numbers.length > 3) return this.#tree(x, numbers, square);
    return numbers.reduceRight((sum, each) => this.multiplyAdd(sum, x, each));
  }

  #tree(x: Code, terms: readonly Code[], square?: Code): Code {
    const pairs = pairsOf(terms).map(([low, high]) => (high ? this.multiplyAdd(high, x, low) : low));
    return pairs.length === 1 ? pairs[0]! : this.#tree(square ?? this.keep(f32x4.mul(x, x)), pairs);
  }

  /** x clamped to `from` … `to`; NaN is unchanged. */
  clamp(x: Code, from: number, to: number): Code {
    return f32x4.pmax(f32x4.pmin(x, this.number(to)), this.number(from));
  }
}

function pairsOf(list: readonly Code[]): (readonly [Code, Code | undefined])[] {
  return Array.from({ length: Math.ceil(list.length / 2) }, (_, i) => [list[2 * i]!, list[2 * i + 1]]);
}
