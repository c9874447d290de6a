import { boundaryLines } from "../field/boundary";
import type { Point } from "../parts/labels/placeLabels";

/**
 * Weights of a value and of its neighbours one step away; diagonal neighbours have the product of
 * two weights.
 */
const BINOMIAL = [1, 2, 1] as const;

/**
 * The weighted mean of each finite value and its eight neighbours (1 2 1 in both directions;
 * non-finite values are left out). Neighbouring cells of one run each differ by chance, and lines
 * of the raw values would follow that noise. [rows, columns] row-major.
 */
export function smoothed(values: ArrayLike<number>, columns: number, rows: number): Float64Array {
  const at = (column: number, row: number) =>
    column < 0 || row < 0 || column >= columns || row >= rows ? Number.NaN : values[row * columns + column]!;
  return Float64Array.from({ length: columns * rows }, (_, i) => {
    const [column, row] = [i % columns, Math.floor(i / columns)];
    if (!Number.isFinite(at(column, row))) return Number.NaN;
    let [sum, weights] = [0, 0];
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        const value = at(column + dx, row + dy);
        if (!Number.isFinite(value)) continue;
        const weight = BINOMIAL[dx + 1]! * BINOMIAL[dy + 1]!;
        sum += weight * value;
        weights += weight;
      }
    }
    return sum / weights;
  });
}

/**
 * Lines where values on a rectangle of cells reach a level, by linear interpolation between the
 * cells' centres, in units of columns and rows; (0, 0) is the centre of the first cell. No line
 * passes next to a cell without a value. `values`: [rows, columns] row-major.
 */
export function isoLines(values: ArrayLike<number>, columns: number, rows: number, level: number): Point[][] {
  // Marching squares takes a square grid, so the rectangle is padded with NaN.
  const size = Math.max(columns, rows);
  const logits = new Float32Array(size * size).fill(Number.NaN);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++)
      logits[row * size + column] = values[row * columns + column]! - level;
  }
  const half = (size - 1) / 2;
  return boundaryLines({ size, extent: half, logits }).map((line) =>
    line.map(({ x, y }) => ({ x: x + half, y: y + half })),
  );
}
