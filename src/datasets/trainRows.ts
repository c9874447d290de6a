/**
 * The number of training rows: ⌊rows · trainFraction⌋, with at least one row in each set (rows ≥
 * 2).
 */
export function trainRows(rows: number, trainFraction: number): number {
  return Math.min(Math.max(Math.floor(rows * trainFraction), 1), rows - 1);
}
