import type { GridSpec } from "../experiment/plotGrid";

let cached: { grid: GridSpec; points: Float32Array } | undefined;

/**
 * The points of the plot's square: [size · size, 2] row-major float32; row 0 is y = −extent, column
 * 0 is x = −extent. Kept for the last requested grid.
 */
export function gridPoints(grid: GridSpec): Float32Array {
  const { size, extent } = grid;
  if (cached?.grid.size === size && cached.grid.extent === extent) return cached.points;
  const points = new Float32Array(size * size * 2);
  const coordinate = (index: number) => (size === 1 ? 0 : -extent + (2 * extent * index) / (size - 1));
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      points[2 * (row * size + column)] = coordinate(column);
      points[2 * (row * size + column) + 1] = coordinate(row);
    }
  }
  cached = { grid: { size, extent }, points };
  return points;
}
