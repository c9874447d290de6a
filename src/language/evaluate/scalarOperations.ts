import type { BinaryOp, UnaryOp } from "../graph";

/**
 * Each elementwise operation on float64 numbers. The loops over arrays (`evaluatorLoops.ts`) and
 * constant folding use it.
 */

/** log(1 + e^x): max(x, 0) + log1p(e^−|x|) neither overflows nor loses small results. */
export function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

/** 1 / (1 + e^−x), computed from the side where e^−|x| cannot overflow. */
export function sigmoid(x: number): number {
  const e = Math.exp(-Math.abs(x));
  return x >= 0 ? 1 / (1 + e) : e / (1 + e);
}

/** log(e^a + e^b) without overflow; equal infinities give that infinity. */
export function logaddexp(a: number, b: number): number {
  if (a === b) return a + Math.LN2;
  const largest = Math.max(a, b);
  return largest + Math.log1p(Math.exp(-Math.abs(a - b)));
}

/** Rounds half to even, as torch.round. */
export function roundHalfEven(x: number): number {
  const nearest = Math.round(x);
  return Math.abs(x - Math.trunc(x)) === 0.5 && nearest % 2 !== 0 ? nearest - 1 : nearest;
}

/** torch.binary_cross_entropy: −[y·max(ln p, −100) + (1 − y)·max(ln(1 − p), −100)]. */
export function bce(p: number, y: number): number {
  return -(y * Math.max(Math.log(p), -100) + (1 - y) * Math.max(Math.log1p(-p), -100));
}

export const unaryOperations: Readonly<Record<UnaryOp, (x: number) => number>> = {
  neg: (x) => -x,
  abs: Math.abs,
  sign: (x) => (x > 0 ? 1 : x < 0 ? -1 : x === 0 ? 0 : Number.NaN),
  exp: Math.exp,
  expm1: Math.expm1,
  log: Math.log,
  log1p: Math.log1p,
  sqrt: Math.sqrt,
  sin: Math.sin,
  cos: Math.cos,
  tanh: Math.tanh,
  atan: Math.atan,
  floor: Math.floor,
  ceil: Math.ceil,
  round: roundHalfEven,
  sigmoid,
  softplus,
  relu: (x) => Math.max(x, 0),
  not: (x) => (x === 0 ? 1 : 0),
  detach: (x) => x,
  spread: (x) => x,
};

export const binaryOperations: Readonly<Record<BinaryOp, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  // C's pow gives 1 for 1^NaN, JavaScript's gives NaN; torch follows C.
  pow: (a, b) => (a === 1 ? 1 : a ** b),
  maximum: Math.max,
  minimum: Math.min,
  clampMin: Math.max,
  clampMax: Math.min,
  logaddexp,
  atan2: Math.atan2,
  mod: (a, b) => a - b * Math.floor(a / b),
  lt: (a, b) => (a < b ? 1 : 0),
  le: (a, b) => (a <= b ? 1 : 0),
  gt: (a, b) => (a > b ? 1 : 0),
  ge: (a, b) => (a >= b ? 1 : 0),
  eq: (a, b) => (a === b ? 1 : 0),
  ne: (a, b) => (a !== b ? 1 : 0),
  and: (a, b) => (a !== 0 && b !== 0 ? 1 : 0),
  or: (a, b) => (a !== 0 || b !== 0 ? 1 : 0),
  bce,
};
