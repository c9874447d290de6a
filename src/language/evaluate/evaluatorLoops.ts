import type { BinaryOp, Op, ReduceOp, UnaryOp } from "../graph";
import { binaryOperations, unaryOperations } from "./scalarOperations";

export type FloatArray = Float64Array | Float32Array;
export type FloatArrayConstructor = Float64ArrayConstructor | Float32ArrayConstructor;

/**
 * The inner loops. Every common operation has its own function: in one function with many loops, V8
 * discards the optimised code of the other loops at the first visit to each, which costs more than
 * a whole training run. A scalar operand is an array of length 1 read with stride 0.
 */
export type UnaryLoop = (out: FloatArray, x: FloatArray, count: number) => void;
export type BinaryLoop = (
  out: FloatArray,
  a: FloatArray,
  strideA: number,
  b: FloatArray,
  strideB: number,
  count: number,
) => void;

type ArithmeticOp = "add" | "sub" | "mul" | "div";
type ColumnLoop = (out: FloatArray, a: FloatArray, b: FloatArray, count: number) => void;
type NumberLoop = (out: FloatArray, number: number, x: FloatArray, count: number) => void;

function unaryLoop(operation: (x: number) => number): UnaryLoop {
  return (out, x, count) => {
    for (let i = 0; i < count; i++) out[i] = operation(x[i]!);
  };
}

function binaryLoop(operation: (a: number, b: number) => number): BinaryLoop {
  return (out, a, strideA, b, strideB, count) => {
    for (let i = 0; i < count; i++) out[i] = operation(a[i * strideA]!, b[i * strideB]!);
  };
}

function mapRecord<Key extends string, From, To>(record: Readonly<Record<Key, From>>, map: (from: From) => To) {
  return Object.fromEntries(Object.entries<From>(record).map(([key, value]) => [key, map(value)])) as Record<Key, To>;
}

export const unaryLoops: Readonly<Record<UnaryOp, UnaryLoop>> = {
  ...mapRecord(unaryOperations, unaryLoop),
  neg: (out, x, count) => {
    for (let i = 0; i < count; i++) out[i] = -x[i]!;
  },
  abs: (out, x, count) => {
    for (let i = 0; i < count; i++) out[i] = Math.abs(x[i]!);
  },
  exp: (out, x, count) => {
    for (let i = 0; i < count; i++) out[i] = Math.exp(x[i]!);
  },
  log: (out, x, count) => {
    for (let i = 0; i < count; i++) out[i] = Math.log(x[i]!);
  },
  log1p: (out, x, count) => {
    for (let i = 0; i < count; i++) out[i] = Math.log1p(x[i]!);
  },
  sqrt: (out, x, count) => {
    for (let i = 0; i < count; i++) out[i] = Math.sqrt(x[i]!);
  },
  relu: (out, x, count) => {
    for (let i = 0; i < count; i++) out[i] = Math.max(x[i]!, 0);
  },
  softplus: (out, x, count) => {
    for (let i = 0; i < count; i++) out[i] = Math.max(x[i]!, 0) + Math.log1p(Math.exp(-Math.abs(x[i]!)));
  },
  detach: (out, x, count) => {
    for (let i = 0; i < count; i++) out[i] = x[i]!;
  },
  sigmoid: (out, x, count) => {
    for (let i = 0; i < count; i++) {
      const e = Math.exp(-Math.abs(x[i]!));
      out[i] = (x[i]! >= 0 ? 1 : e) / (1 + e);
    }
  },
};

const maximumLoop: BinaryLoop = (out, a, strideA, b, strideB, count) => {
  for (let i = 0; i < count; i++) out[i] = Math.max(a[i * strideA]!, b[i * strideB]!);
};
const minimumLoop: BinaryLoop = (out, a, strideA, b, strideB, count) => {
  for (let i = 0; i < count; i++) out[i] = Math.min(a[i * strideA]!, b[i * strideB]!);
};

export const binaryLoops: Readonly<Record<Exclude<BinaryOp, ArithmeticOp>, BinaryLoop>> = {
  ...mapRecord(binaryOperations, binaryLoop),
  lt: (out, a, strideA, b, strideB, count) => {
    for (let i = 0; i < count; i++) out[i] = a[i * strideA]! < b[i * strideB]! ? 1 : 0;
  },
  le: (out, a, strideA, b, strideB, count) => {
    for (let i = 0; i < count; i++) out[i] = a[i * strideA]! <= b[i * strideB]! ? 1 : 0;
  },
  gt: (out, a, strideA, b, strideB, count) => {
    for (let i = 0; i < count; i++) out[i] = a[i * strideA]! > b[i * strideB]! ? 1 : 0;
  },
  ge: (out, a, strideA, b, strideB, count) => {
    for (let i = 0; i < count; i++) out[i] = a[i * strideA]! >= b[i * strideB]! ? 1 : 0;
  },
  eq: (out, a, strideA, b, strideB, count) => {
    for (let i = 0; i < count; i++) out[i] = a[i * strideA]! === b[i * strideB]! ? 1 : 0;
  },
  ne: (out, a, strideA, b, strideB, count) => {
    for (let i = 0; i < count; i++) out[i] = a[i * strideA]! !== b[i * strideB]! ? 1 : 0;
  },
  and: (out, a, strideA, b, strideB, count) => {
    for (let i = 0; i < count; i++) out[i] = a[i * strideA]! !== 0 && b[i * strideB]! !== 0 ? 1 : 0;
  },
  or: (out, a, strideA, b, strideB, count) => {
    for (let i = 0; i < count; i++) out[i] = a[i * strideA]! !== 0 || b[i * strideB]! !== 0 ? 1 : 0;
  },
  pow: powerLoop,
  maximum: maximumLoop,
  clampMin: maximumLoop,
  minimum: minimumLoop,
  clampMax: minimumLoop,
  bce: (out, a, strideA, b, strideB, count) => {
    for (let i = 0; i < count; i++) {
      const p = a[i * strideA]!;
      const y = b[i * strideB]!;
      // A hard label needs one logarithm, not two: the other term is 0 times a finite number.
      out[i] =
        y === 1
          ? -Math.max(Math.log(p), -100)
          : y === 0
            ? -Math.max(Math.log1p(-p), -100)
            : -(y * Math.max(Math.log(p), -100) + (1 - y) * Math.max(Math.log1p(-p), -100));
    }
  },
};

const addNumber: NumberLoop = (out, number, x, count) => {
  for (let i = 0; i < count; i++) out[i] = number + x[i]!;
};
const multiplyByNumber: NumberLoop = (out, number, x, count) => {
  for (let i = 0; i < count; i++) out[i] = number * x[i]!;
};

/**
 * The commonest operations have a loop for each kind of operands, which takes about half the time
 * of one with strides: both operands with one value per sample, or a number on the left or right.
 */
export const arithmeticLoops: Readonly<
  Record<ArithmeticOp, { columns: ColumnLoop; leftNumber: NumberLoop; rightNumber: NumberLoop }>
> = {
  add: {
    columns: (out, a, b, count) => {
      for (let i = 0; i < count; i++) out[i] = a[i]! + b[i]!;
    },
    leftNumber: addNumber,
    rightNumber: addNumber,
  },
  sub: {
    columns: (out, a, b, count) => {
      for (let i = 0; i < count; i++) out[i] = a[i]! - b[i]!;
    },
    leftNumber: (out, number, x, count) => {
      for (let i = 0; i < count; i++) out[i] = number - x[i]!;
    },
    rightNumber: (out, number, x, count) => {
      for (let i = 0; i < count; i++) out[i] = x[i]! - number;
    },
  },
  mul: {
    columns: (out, a, b, count) => {
      for (let i = 0; i < count; i++) out[i] = a[i]! * b[i]!;
    },
    leftNumber: multiplyByNumber,
    rightNumber: multiplyByNumber,
  },
  div: {
    columns: (out, a, b, count) => {
      for (let i = 0; i < count; i++) out[i] = a[i]! / b[i]!;
    },
    leftNumber: (out, number, x, count) => {
      for (let i = 0; i < count; i++) out[i] = number / x[i]!;
    },
    rightNumber: (out, number, x, count) => {
      for (let i = 0; i < count; i++) out[i] = x[i]! / number;
    },
  },
};

export const isArithmetic = (op: Op): op is ArithmeticOp => Object.hasOwn(arithmeticLoops, op);

/**
 * pow with one exponent for all samples. 0, 1, 2 and 3 are computed as products: ten times as fast,
 * and at most one rounding away from pow.
 */
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

/**
 * Sums are accumulated in float64 for every array type. The extreme of no values is the operation's
 * neutral element.
 */
export function reduceLoop(op: ReduceOp, x: FloatArray, count: number): number {
  let result = op === "sum" ? 0 : op === "max" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (op === "sum") for (let i = 0; i < count; i++) result += x[i]!;
  else if (op === "max") for (let i = 0; i < count; i++) result = Math.max(result, x[i]!);
  else for (let i = 0; i < count; i++) result = Math.min(result, x[i]!);
  return result;
}

/** The order of a batch by descending key; ties keep the batch's order. */
export class BatchOrder {
  #indices = new Uint32Array(0);

  /** [count] indices into the batch, largest key first. Overwritten by the next call. */
  by(key: FloatArray, count: number): Uint32Array {
    if (this.#indices.length !== count) this.#indices = new Uint32Array(count);
    const indices = this.#indices;
    for (let i = 0; i < count; i++) indices[i] = i;
    return indices.sort((a, b) => key[b]! - key[a]! || a - b);
  }
}

/**
 * Running sums along an order (with `back`, from its end), each stored at its sample's own index.
 * Accumulated in float64 for every array type.
 */
export function cumulateLoop(out: FloatArray, value: FloatArray, order: Uint32Array, back: boolean): void {
  let sum = 0;
  for (let step = 0; step < order.length; step++) {
    const i = order[back ? order.length - 1 - step : step]!;
    sum += value[i]!;
    out[i] = sum;
  }
}
