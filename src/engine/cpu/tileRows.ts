/**
 * The inner loops of the network. A tile stores one row per unit with its samples next to each
 * other, so that each loop runs over samples even if the layer is narrow. Four rows at a time keep
 * the sums in registers.
 */
import type { FloatArray } from "../../language/evaluate/evaluator";

/**
 * out[s] = bias + Σₖ weights[w + k·weightStride] · rows[r + k·rowStride + s] for `count` samples s
 * and `terms` rows k.
 */
export function sumWeightedRows(
  out: FloatArray,
  outStart: number,
  bias: number,
  rows: FloatArray,
  rowStart: number,
  rowStride: number,
  weights: FloatArray,
  weightStart: number,
  weightStride: number,
  terms: number,
  count: number,
): void {
  // The first one to four rows initialise the sums, the others are added, four at a time.
  let k = ((terms - 1) % 4) + 1;
  const w0 = weights[weightStart]!;
  const w1 = k > 1 ? weights[weightStart + weightStride]! : 0;
  const w2 = k > 2 ? weights[weightStart + 2 * weightStride]! : 0;
  const r1 = rowStart + rowStride;
  const r2 = r1 + rowStride;
  switch (k) {
    case 1:
      for (let s = 0; s < count; s++) out[outStart + s] = bias + w0 * rows[rowStart + s]!;
      break;
    case 2:
      for (let s = 0; s < count; s++) out[outStart + s] = bias + w0 * rows[rowStart + s]! + w1 * rows[r1 + s]!;
      break;
    case 3:
      for (let s = 0; s < count; s++) {
        out[outStart + s] = bias + w0 * rows[rowStart + s]! + w1 * rows[r1 + s]! + w2 * rows[r2 + s]!;
      }
      break;
    default: {
      const w3 = weights[weightStart + 3 * weightStride]!;
      const r3 = r2 + rowStride;
      for (let s = 0; s < count; s++) {
        out[outStart + s] =
          bias + w0 * rows[rowStart + s]! + w1 * rows[r1 + s]! + w2 * rows[r2 + s]! + w3 * rows[r3 + s]!;
      }
    }
  }
  for (; k < terms; k += 4) {
    addFourRows(
      out,
      outStart,
      rows,
      rowStart + k * rowStride,
      rowStride,
      weights,
      weightStart + k * weightStride,
      weightStride,
      count,
    );
  }
}

function addFourRows(
  out: FloatArray,
  outStart: number,
  rows: FloatArray,
  r0: number,
  rowStride: number,
  weights: FloatArray,
  w: number,
  weightStride: number,
  count: number,
): void {
  const w0 = weights[w]!;
  const w1 = weights[w + weightStride]!;
  const w2 = weights[w + 2 * weightStride]!;
  const w3 = weights[w + 3 * weightStride]!;
  const r1 = r0 + rowStride;
  const r2 = r1 + rowStride;
  const r3 = r2 + rowStride;
  for (let s = 0; s < count; s++) {
    out[outStart + s] =
      out[outStart + s]! + w0 * rows[r0 + s]! + w1 * rows[r1 + s]! + w2 * rows[r2 + s]! + w3 * rows[r3 + s]!;
  }
}

/**
 * sums[at + k] += Σₛ row[start + s] · rows[r + k·rowStride + s] for `terms` rows k, summed over
 * `count` samples s.
 */
export function addRowProducts(
  sums: FloatArray,
  at: number,
  row: FloatArray,
  start: number,
  rows: FloatArray,
  rowStart: number,
  rowStride: number,
  terms: number,
  count: number,
): void {
  let k = 0;
  for (; k + 4 <= terms; k += 4) {
    const r0 = rowStart + k * rowStride;
    const r1 = r0 + rowStride;
    const r2 = r1 + rowStride;
    const r3 = r2 + rowStride;
    let sum0 = 0;
    let sum1 = 0;
    let sum2 = 0;
    let sum3 = 0;
    for (let s = 0; s < count; s++) {
      const value = row[start + s]!;
      sum0 += value * rows[r0 + s]!;
      sum1 += value * rows[r1 + s]!;
      sum2 += value * rows[r2 + s]!;
      sum3 += value * rows[r3 + s]!;
    }
    sums[at + k] = sums[at + k]! + sum0;
    sums[at + k + 1] = sums[at + k + 1]! + sum1;
    sums[at + k + 2] = sums[at + k + 2]! + sum2;
    sums[at + k + 3] = sums[at + k + 3]! + sum3;
  }
  if (k + 2 <= terms) {
    const r0 = rowStart + k * rowStride;
    const r1 = r0 + rowStride;
    let sum0 = 0;
    let sum1 = 0;
    for (let s = 0; s < count; s++) {
      const value = row[start + s]!;
      sum0 += value * rows[r0 + s]!;
      sum1 += value * rows[r1 + s]!;
    }
    sums[at + k] = sums[at + k]! + sum0;
    sums[at + k + 1] = sums[at + k + 1]! + sum1;
    k += 2;
  }
  if (k < terms) {
    const r0 = rowStart + k * rowStride;
    let sum = 0;
    for (let s = 0; s < count; s++) sum += row[start + s]! * rows[r0 + s]!;
    sums[at + k] = sums[at + k]! + sum;
  }
}

/** The sum of `count` values from `start`. */
export function rowSum(row: FloatArray, start: number, count: number): number {
  let sum = 0;
  for (let s = 0; s < count; s++) sum += row[start + s]!;
  return sum;
}
