/** How many of so many rows train: ⌊rows · trainFraction⌋, and at least one in either set (rows ≥ 2). */
export function trainRows(rows: number, trainFraction: number): number {
  return Math.min(Math.max(Math.floor(rows * trainFraction), 1), rows - 1);
}

/** How many steps an epoch has: the last batch may be short and still counts. */
export function stepsPerEpoch(rows: number, batchSize: number): number {
  return Math.ceil(rows / batchSize);
}
