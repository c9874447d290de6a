/**
 * How many of so many rows train: ⌊rows · trainFraction⌋, and at least one in either set (rows ≥
 * 2).
 */
export function trainRows(rows: number, trainFraction: number): number {
  return Math.min(Math.max(Math.floor(rows * trainFraction), 1), rows - 1);
}
