import type { Code } from "./code";
import type { WasmFeatures } from "./features";
import type { FunctionWriter } from "./function";
import { mod, sign } from "./math/arithmetic";
import { exp, expm1, logaddexp, sigmoid, softplus, tanh } from "./math/exponential";
import { Lanes } from "./math/lanes";
import { bce, log, log1p } from "./math/logarithm";
import { pow, powBy } from "./math/power";
import { atan, atan2, cos, sin } from "./math/trigonometry";

type Unary = (writer: FunctionWriter, x: Code) => Code;
type Binary = (writer: FunctionWriter, a: Code, b: Code) => Code;

/** Elementary functions of four float32 lanes. They write what they need into the function and return the expression of the result. */
export interface VectorMath {
  multiplyAdd(writer: FunctionWriter, a: Code, b: Code, c: Code): Code;
  exp: Unary;
  expm1: Unary;
  log: Unary;
  log1p: Unary;
  sigmoid: Unary;
  softplus: Unary;
  tanh: Unary;
  sin: Unary;
  cos: Unary;
  atan: Unary;
  sign: Unary;
  pow: Binary;
  /** y is the same in all lanes. */
  powBy: Binary;
  logaddexp: Binary;
  /** (y, x) */
  atan2: Binary;
  /** The sign of the divisor. */
  mod: Binary;
  /** (p, y) */
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
    powBy: binary(powBy),
    logaddexp: binary(logaddexp),
    atan2: binary(atan2),
    mod: binary(mod),
    bce: binary(bce),
  };
}
