import { type Code, f32x4, i32x4, v128 } from "../code";
import type { WasmFeatures } from "../features";
import type { FunctionWriter } from "../function";

/** 1.5 · 2²³. Added to a number below 2²² it rounds it to a whole one, which then stands in the low bits of the sum: no conversion needed. */
export const ROUNDER = 12_582_912;

/** The exponent of 1 in a float32. */
export const EXPONENT_BIAS = 127;

export const MANTISSA_BITS = 23;

/** The bits of a float32's sign, of its sign and exponent, and of all but its last twelve, as an int32. */
export const SIGN = -0x80000000;
export const SIGN_AND_EXPONENT = -0x00800000;
export const LEADING_BITS = -0x00001000;

/** The least positive float32 with all its digits, 2⁻¹²⁶. */
export const SMALLEST_NORMAL = 2 ** -126;

/** Four float32 lanes in a function that is being written. Operands that are read more than once must be kept first. */
export class Lanes {
  readonly #relaxed: boolean;

  constructor(
    readonly writer: FunctionWriter,
    features: WasmFeatures,
  ) {
    this.#relaxed = features.relaxedSimd;
  }

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

  /** `a` in the lanes that the mask has all ones in, `b` where it has zeros. */
  choose(mask: Code, a: Code, b: Code): Code {
    return this.#relaxed ? i32x4.relaxedLaneSelect(a, b, mask) : v128.select(a, b, mask);
  }

  /**
   * Σ coefficients[i]·xⁱ of a kept x, from four coefficients on by Estrin's scheme: a tree, with a multiplication or two more than Horner's rule but
   * half as deep. A loss is one long chain of operations that wait for each other. `square` is x², where it is known.
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

  /** x held within `from` … `to`; NaN stays. */
  clamp(x: Code, from: number, to: number): Code {
    return f32x4.pmax(f32x4.pmin(x, this.number(to)), this.number(from));
  }
}

function pairsOf(list: readonly Code[]): (readonly [Code, Code | undefined])[] {
  return Array.from({ length: Math.ceil(list.length / 2) }, (_, i) => [list[2 * i]!, list[2 * i + 1]]);
}
