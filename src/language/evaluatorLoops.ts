import type { BinaryOp, ReduceOp, UnaryOp } from "./graph";
import { binaryOperations, unaryOperations } from "./scalarOperations";

export type FloatArray = Float64Array | Float32Array;
export type FloatArrayConstructor = Float64ArrayConstructor | Float32ArrayConstructor;

/**
 * The inner loops. One loop per cheap operation, so that the compiler sees plain arithmetic; the others call the operation's function.
 * A scalar operand is an array of length 1 read with stride 0.
 */

export function unaryLoop(op: UnaryOp, out: FloatArray, x: FloatArray, count: number): void {
  switch (op) {
    case "neg":
      for (let i = 0; i < count; i++) out[i] = -x[i]!;
      return;
    case "abs":
      for (let i = 0; i < count; i++) out[i] = Math.abs(x[i]!);
      return;
    case "exp":
      for (let i = 0; i < count; i++) out[i] = Math.exp(x[i]!);
      return;
    case "log":
      for (let i = 0; i < count; i++) out[i] = Math.log(x[i]!);
      return;
    case "sigmoid":
      for (let i = 0; i < count; i++) {
        const e = Math.exp(-Math.abs(x[i]!));
        out[i] = (x[i]! >= 0 ? 1 : e) / (1 + e);
      }
      return;
    case "softplus":
      for (let i = 0; i < count; i++) out[i] = Math.max(x[i]!, 0) + Math.log1p(Math.exp(-Math.abs(x[i]!)));
      return;
    case "detach":
      for (let i = 0; i < count; i++) out[i] = x[i]!;
      return;
    default: {
      const operation = unaryOperations[op];
      for (let i = 0; i < count; i++) out[i] = operation(x[i]!);
    }
  }
}

export function binaryLoop(
  op: BinaryOp,
  out: FloatArray,
  a: FloatArray,
  strideA: number,
  b: FloatArray,
  strideB: number,
  count: number,
): void {
  switch (op) {
    case "add":
      for (let i = 0; i < count; i++) out[i] = a[i * strideA]! + b[i * strideB]!;
      return;
    case "sub":
      for (let i = 0; i < count; i++) out[i] = a[i * strideA]! - b[i * strideB]!;
      return;
    case "mul":
      for (let i = 0; i < count; i++) out[i] = a[i * strideA]! * b[i * strideB]!;
      return;
    case "div":
      for (let i = 0; i < count; i++) out[i] = a[i * strideA]! / b[i * strideB]!;
      return;
    case "pow":
      powerLoop(out, a, strideA, b, strideB, count);
      return;
    case "clampMin":
    case "maximum":
      for (let i = 0; i < count; i++) out[i] = Math.max(a[i * strideA]!, b[i * strideB]!);
      return;
    case "clampMax":
    case "minimum":
      for (let i = 0; i < count; i++) out[i] = Math.min(a[i * strideA]!, b[i * strideB]!);
      return;
    case "bce":
      for (let i = 0; i < count; i++) {
        const p = a[i * strideA]!;
        const y = b[i * strideB]!;
        // A hard label needs one logarithm, not two; the other term is 0 · a finite number.
        out[i] =
          y === 1
            ? -Math.max(Math.log(p), -100)
            : y === 0
              ? -Math.max(Math.log1p(-p), -100)
              : -(y * Math.max(Math.log(p), -100) + (1 - y) * Math.max(Math.log1p(-p), -100));
      }
      return;
    default: {
      const operation = binaryOperations[op];
      for (let i = 0; i < count; i++) out[i] = operation(a[i * strideA]!, b[i * strideB]!);
    }
  }
}

/** pow with one exponent for all: 0, 1, 2 and 3 are products (a factor of ten in time), which differ from pow by a rounding at most. */
function powerLoop(
  out: FloatArray,
  a: FloatArray,
  strideA: number,
  b: FloatArray,
  strideB: number,
  count: number,
): void {
  const exponent = strideB === 0 ? b[0]! : Number.NaN;
  if (exponent === 0) {
    for (let i = 0; i < count; i++) out[i] = 1;
  } else if (exponent === 1) {
    for (let i = 0; i < count; i++) out[i] = a[i * strideA]!;
  } else if (exponent === 2) {
    for (let i = 0; i < count; i++) out[i] = a[i * strideA]! * a[i * strideA]!;
  } else if (exponent === 3) {
    for (let i = 0; i < count; i++) out[i] = a[i * strideA]! * a[i * strideA]! * a[i * strideA]!;
  } else {
    const operation = binaryOperations.pow;
    for (let i = 0; i < count; i++) out[i] = operation(a[i * strideA]!, b[i * strideB]!);
  }
}

export function selectLoop(
  out: FloatArray,
  condition: FloatArray,
  strideC: number,
  a: FloatArray,
  strideA: number,
  b: FloatArray,
  strideB: number,
  count: number,
): void {
  for (let i = 0; i < count; i++) out[i] = condition[i * strideC] !== 0 ? a[i * strideA]! : b[i * strideB]!;
}

/** Sums are taken in float64 whatever the array; an extreme of nothing is the operation's neutral element. */
export function reduceLoop(op: ReduceOp, x: FloatArray, count: number): number {
  let result = op === "sum" ? 0 : op === "max" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (op === "sum") for (let i = 0; i < count; i++) result += x[i]!;
  else if (op === "max") for (let i = 0; i < count; i++) result = Math.max(result, x[i]!);
  else for (let i = 0; i < count; i++) result = Math.min(result, x[i]!);
  return result;
}
