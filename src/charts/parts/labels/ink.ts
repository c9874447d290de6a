/** A rectangle in CSS pixels of the chart. */
export interface Point {
  x: number;
  y: number;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Side of a grid cell in pixels. */
const CELL_PX = 2;

/** A range of grid cells: left and top inclusive, right and bottom exclusive. */
interface Cells {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/**
 * The grid cells that one curve covers, as a summed-area table over the curve's extent: four
 * look-ups give the number of covered cells in a box.
 */
export class Ink {
  readonly #bounds: Box;
  readonly #extent: Cells;
  /** [rows + 1, columns + 1] row-major: covered cells above and to the left of each cell corner. */
  readonly #sums: Uint32Array;

  constructor(bounds: Box, points: readonly Point[]) {
    this.#bounds = bounds;
    const extent = extentOf(bounds, points);
    this.#extent = extent;
    const [columns, rows] = [extent.right - extent.left, extent.bottom - extent.top];
    const stride = columns + 1;
    const sums = new Uint32Array(stride * (rows + 1));
    const mark = (x: number, y: number) => {
      const column = Math.floor((x - bounds.x) / CELL_PX) - extent.left;
      const row = Math.floor((y - bounds.y) / CELL_PX) - extent.top;
      if (column >= 0 && row >= 0 && column < columns && row < rows) sums[(row + 1) * stride + column + 1] = 1;
    };
    let last: Point | null = null;
    for (const point of points) {
      if (!Number.isFinite(point.x) || !Number.isFinite(point.y)) {
        last = null;
        continue;
      }
      if (last) {
        const lengthPx = Math.max(Math.abs(point.x - last.x), Math.abs(point.y - last.y));
        const steps = Math.min(400, Math.ceil(lengthPx / CELL_PX));
        for (let i = 1; i <= steps; i++) {
          mark(last.x + ((point.x - last.x) * i) / steps, last.y + ((point.y - last.y) * i) / steps);
        }
      } else mark(point.x, point.y);
      last = point;
    }
    for (let at = stride; at < sums.length; at += stride) {
      let line = 0;
      for (let column = at + 1; column < at + stride; column++) {
        line += sums[column]!;
        sums[column] = line + sums[column - stride]!;
      }
    }
    this.#sums = sums;
  }

  /** Number of covered cells under the box after it grows by `padding` on all sides. */
  under(box: Box, padding: number): number {
    const { x, y } = this.#bounds;
    const { left: firstColumn, right: endColumn, top: firstRow, bottom: endRow } = this.#extent;
    const left = cellWithin(box.x - padding - x, firstColumn, endColumn);
    const right = cellWithin(box.x + box.width + padding - x, firstColumn, endColumn);
    const stride = endColumn - firstColumn + 1;
    const top = stride * cellWithin(box.y - padding - y, firstRow, endRow);
    const bottom = stride * cellWithin(box.y + box.height + padding - y, firstRow, endRow);
    const sums = this.#sums;
    return sums[bottom + right]! - sums[top + right]! - sums[bottom + left]! + sums[top + left]!;
  }
}

/** The cell border nearest to `px`, clamped to `first` … `end`, relative to `first`. */
function cellWithin(px: number, first: number, end: number): number {
  return Math.min(end, Math.max(first, Math.round(px / CELL_PX))) - first;
}

/** The range of cells that contains all points within the bounds. */
function extentOf({ x, y, width, height }: Box, points: readonly Point[]): Cells {
  let [left, top] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let [right, bottom] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const point of points) {
    if (!Number.isFinite(point.x) || !Number.isFinite(point.y)) continue;
    if (point.x < left) left = point.x;
    if (point.x > right) right = point.x;
    if (point.y < top) top = point.y;
    if (point.y > bottom) bottom = point.y;
  }
  const range = (from: number, to: number, start: number, size: number): [number, number] => {
    const most = Math.ceil(size / CELL_PX) + 1;
    const first = Math.max(0, Math.floor((from - start) / CELL_PX));
    const end = Math.min(most, Math.floor((to - start) / CELL_PX) + 1);
    return first < end ? [first, end] : [0, 0];
  };
  const [firstColumn, endColumn] = range(left, right, x, width);
  const [firstRow, endRow] = range(top, bottom, y, height);
  return { left: firstColumn, right: endColumn, top: firstRow, bottom: endRow };
}

const inkCache = new WeakMap<readonly Point[], { place: string; ink: Ink }>();

/**
 * Cached by the points' identity: lines that stay the same objects are drawn into the grid once.
 */
export function inkOf(bounds: Box, points: readonly Point[]): Ink {
  const place = `${bounds.x} ${bounds.y} ${bounds.width} ${bounds.height}`;
  const known = inkCache.get(points);
  if (known?.place === place) return known.ink;
  const ink = new Ink(bounds, points);
  inkCache.set(points, { place, ink });
  return ink;
}
