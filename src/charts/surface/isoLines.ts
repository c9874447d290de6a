import { boundaryLines } from "../field/boundary";
import type { Point } from "../parts/labels/placeLabels";
import { nodePlace, type PlaneFunction, placeAt, type SampledSurface } from "./sampledSurface";

/** Converts from the square [−1, 1]² of marching squares to the plane. */
function toWindow(sampled: SampledSurface, { x, y }: Point): Point {
  return placeAt(sampled, (x + 1) / 2, (y + 1) / 2);
}

/** Lines where the loss has the value `level`, in the plane's coordinates (y up). */
export function isoLines(sampled: SampledSurface, level: number): Point[][] {
  const { size, values } = sampled;
  const above = values.map((value) => value - level);
  return boundaryLines({ size, extent: 1, logits: above }).map((line) => line.map((point) => toWindow(sampled, point)));
}

/** A flat minimum: a region where the loss has its least value. */
export interface FlatMinimum {
  value: number;
  /** Share of the window's area, 0 to 1. */
  share: number;
  /** Its boundary, in the plane's coordinates. */
  edge: Point[][];
  /** Points inside it, evenly spread. */
  places: Point[];
}

/**
 * Values within this share of the surface's height above the least value count as equal to it:
 * float32 keeps seven digits.
 */
const EQUALITY_TOLERANCE = 1e-6;
/** A smaller share of the window is a minimum at a point, not a region. */
const LEAST_SHARE = 0.02;
const HALVINGS = 12;
/** Distance in nodes between two entries of `places`. */
const PLACE_STRIDE = 6;

/**
 * The region where the loss has its least value; null if that is a point rather than a region. The
 * region's edge is usually a kink of the loss, where interpolation would give steps, so it is found
 * between neighbouring nodes by bisection with the loss itself.
 */
export function flatMinimumOf(sampled: SampledSurface, surface: PlaneFunction): FlatMinimum | null {
  const { size, values } = sampled;
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (!(low <= high)) return null;
  const limit = low + EQUALITY_TOLERANCE * Math.max(high - low, Math.abs(low));
  const within = values.map((value) => (value <= limit ? 1 : -1));
  const share = within.reduce((count, sign) => count + (sign > 0 ? 1 : 0), 0) / values.length;
  if (share < LEAST_SHARE) return null;

  const lines = boundaryLines({ size, extent: 1, logits: within });
  // Each point is half way between two nodes, one of which is in the region.
  const ends = lines.flat().map((point) => {
    const [column, row] = [((point.x + 1) / 2) * (size - 1), ((point.y + 1) / 2) * (size - 1)];
    const near = { column: Math.floor(column + 0.01), row: Math.floor(row + 0.01) };
    const far = { column: Math.ceil(column - 0.01), row: Math.ceil(row - 0.01) };
    const nearIsFloor = within[near.row * size + near.column]! > 0;
    const place = (node: typeof near) => nodePlace(sampled, node.row * size + node.column, size);
    return nearIsFloor ? { on: place(near), off: place(far) } : { on: place(far), off: place(near) };
  });
  const middleX = new Float64Array(ends.length);
  const middleY = new Float64Array(ends.length);
  for (let halving = 0; halving < HALVINGS; halving++) {
    for (const [i, { on, off }] of ends.entries()) {
      middleX[i] = (on.x + off.x) / 2;
      middleY[i] = (on.y + off.y) / 2;
    }
    const { value } = surface(middleX, middleY);
    for (const [i, end] of ends.entries()) {
      const middle = { x: middleX[i]!, y: middleY[i]! };
      if (value[i]! <= limit) end.on = middle;
      else end.off = middle;
    }
  }
  const places: Point[] = [];
  for (let row = 0; row < size; row += PLACE_STRIDE) {
    for (let column = 0; column < size; column += PLACE_STRIDE) {
      const index = row * size + column;
      if (within[index]! > 0) places.push(nodePlace(sampled, index, size));
    }
  }
  let next = 0;
  return { value: low, share, edge: lines.map((line) => line.map(() => ends[next++]!.on)), places };
}
