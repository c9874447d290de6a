import type { Code } from "./code";
import type { WasmFeatures } from "./features";
import type { FunctionWriter } from "./function";
import { mod, sign } from "./math/arithmetic";
import { exp, expm1, Logistic, logaddexp, sigmoid, softplus, tanh } from "./math/exponential";
import { Lanes } from "./math/lanes";
import { bce, log, log1p } from "./math/logarithm";
import { Powers, type PowerWanted, pow, type SharedExponent, sharedExponent } from "./math/power";
import { atan, atan2, cos, sin } from "./math/trigonometry";

export type { SharedExponent };

type Unary = (writer: FunctionWriter, x: Code) => Code;
type Binary = (writer: FunctionWriter, a: Code, b: Code) => Code;

/**
 * Elementary functions of four float32 lanes. Each writes what it needs into the function under
 * construction and returns the expression of its result; operands may be any expression. Errors are
 * the largest over all float32 in units in the last place (ulp), whether or not multiply-add is
 * fused (held by test/wasm/vectorMath.test.ts). NaN gives NaN, infinities give what C gives, and
 * denormal results are kept.
 */
export interface VectorMath {
  /** a·b + c, rounded once where the machine has relaxed SIMD, else twice. */
  multiplyAdd(writer: FunctionWriter, a: Code, b: Code, c: Code): Code;
  /** 1.7 ulp */
  exp: Unary;
  /** 1.9 ulp */
  expm1: Unary;
  /** 1 ulp; −∞ at 0, NaN below 0. */
  log: Unary;
  /** 1.6 ulp; −∞ at −1, NaN below −1. */
  log1p: Unary;
  /** 1 / (1 + e^−x), 2.4 ulp, also where the result is close to 0. */
  sigmoid: Unary;
  /** log(1 + e^x), 2.1 ulp. */
  softplus: Unary;
  /** 2.8 ulp; −0 gives 0. */
  tanh: Unary;
  /** Error 10⁻⁷ for |x| ≤ 10⁴; beyond 10⁵ the result is arbitrary within ±1. */
  sin: Unary;
  cos: Unary;
  /** 2.3 ulp */
  atan: Unary;
  /** −1, 0 or 1, exact. */
  sign: Unary;
  /**
   * x^y with C's special cases: 2.6 ulp for |y| ≤ 6. For larger |y| the logarithm's error counts
   * more, most for x near √2: 6.5 ulp where |y·log₂ x| is 10, 30 ulp where it is 50 (2·10⁻⁶
   * relative).
   */
  pow: Binary;
  /** Precomputes what `powers` needs from a y that is the same in all lanes. */
  sharedExponent(writer: FunctionWriter, y: Code): SharedExponent;
  /**
   * Powers of one x by shared exponents. Exponents 0, 1 and 2 cost almost nothing; the others share
   * a logarithm; a power whose exponent exceeds another's by 1 costs one multiplication (and half
   * an ulp).
   */
  powers(writer: FunctionWriter, x: Code, wanted: readonly PowerWanted[]): Pick<Powers, "by">;
  /**
   * `sigmoid` and `softplus` of x and of −x, for little more than the cost of one of them. 2.9 ulp
   */
  logistic(writer: FunctionWriter, x: Code): Pick<Logistic, "sigmoid" | "softplus">;
  /** log(e^a + e^b); error 2 ulp of the largest of |a|, |b| and 1. */
  logaddexp: Binary;
  /** (y, x): the angle of (x, y), 2.3 ulp. */
  atan2: Binary;
  /**
   * a − b·⌊a/b⌋, with the sign of the divisor; error 1 ulp of the larger operand while the quotient
   * is below 2²³.
   */
  mod: Binary;
  /**
   * (p, y): −[y·max(log p, −100) + (1 − y)·max(log(1 − p), −100)], 3 ulp for p and y from 0 to 1.
   */
  bce: Binary;
}

export function vectorMath(features: WasmFeatures): VectorMath {
  const unary =
    (of: (lanes: Lanes, x: Code) => Code): Unary =>
    (writer, x) =>
      of(new Lanes(writer, features), x);
  const binary =
    (of: (lanes: Lanes, a: Code, b: Code) => Code): Binary =>
    (writer, a, b) =>
      of(new Lanes(writer, features), a, b);
  return {
    multiplyAdd: (writer, a, b, c) => new Lanes(writer, features).multiplyAdd(a, b, c),
    exp: unary(exp),
    expm1: unary(expm1),
    log: unary(log),
    log1p: unary(log1p),
    sigmoid: unary(sigmoid),
    softplus: unary(softplus),
    tanh: unary(tanh),
    sin: unary(sin),
    cos: unary(cos),
    atan: unary(atan),
    sign: unary(sign),
    pow: binary(pow),
    sharedExponent: (writer, y) => sharedExponent(new Lanes(writer, features), y),
    powers: (writer, x, wanted) => new Powers(new Lanes(writer, features), x, wanted),
    logistic: (writer, x) => new Logistic(new Lanes(writer, features), x),
    logaddexp: binary(logaddexp),
    atan2: binary(atan2),
    mod: binary(mod),
    bce: binary(bce),
  };
}
