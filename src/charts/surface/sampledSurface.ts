import { bisectRight, quantileSorted } from "d3-array";
import { type Domain, niceTicks } from "../parts/axis/ticks";
import type { Point } from "../parts/labels/placeLabels";

/**
 * For each point: the loss, and minus its gradient, which is the displacement by one step of
 * gradient descent at learning rate 1, in the plane's units. [count] each.
 */
export interface PlaneValues {
  value: ArrayLike<number>;
  descentX: ArrayLike<number>;
  descentY: ArrayLike<number>;
}

/** A loss over a plane. The next call may overwrite the returned arrays. */
export type PlaneFunction = (x: Float64Array, y: Float64Array) => PlaneValues;

/** The visible part of the plane. */
export interface PlaneWindow {
  x: Domain;
  y: Domain;
  /**
   * Shift of the top edge to the right, as a share of the width; 0 by default. With ½ the nodes
   * form a lattice of equilateral triangles with the directions of the simplex's sides, so lines
   * along a side, where a loss may be steep, follow one row of nodes.
   */
  shear?: number;
}

/**
 * A loss sampled over a window: [size, size] row-major float32; row 0 is the lower end of y, column
 * 0 the lower end of x. With a shear, each row starts further to the right.
 */
export interface SampledSurface extends PlaneWindow {
  size: number;
  values: Float32Array;
}

/** Converts shares of a window's width and height, 0 to 1, to the plane. */
export function placeAt({ x, y, shear = 0 }: PlaneWindow, across: number, up: number): Point {
  return { x: x[0] + (x[1] - x[0]) * (across + shear * up), y: y[0] + (y[1] - y[0]) * up };
}

/** The position of a node of a lattice of `size` × `size`. */
export function nodePlace(window: PlaneWindow, index: number, size: number): Point {
  return placeAt(window, (index % size) / (size - 1), Math.floor(index / size) / (size - 1));
}

export function sampleSurface(surface: PlaneFunction, window: PlaneWindow, size: number): SampledSurface {
  const xs = new Float64Array(size * size);
  const ys = new Float64Array(size * size);
  for (let i = 0; i < xs.length; i++) {
    const { x, y } = nodePlace(window, i, size);
    xs[i] = x;
    ys[i] = y;
  }
  return { ...window, size, values: Float32Array.from(surface(xs, ys).value) };
}

/** The range of values of a surface's colours and the levels of its lines. */
export interface SurfaceScale {
  /** The least value; it has the surface colour. */
  low: number;
  /** Larger values all have the last colour. */
  high: number;
  /** Round values above `low` and up to `high` at which lines are drawn. */
  levels: readonly number[];
}

/**
 * Quantile of the values that gets colours of its own: a loss that diverges at an edge must not use
 * up the whole scale.
 */
const COLOURED_SHARE = 0.98;
const MOST_LEVELS = 7;
/** Smaller differences from the least value are rounding errors. */
const ROUNDING = 1e-6;

/**
 * `inside` tells which nodes count; by default all do. (The corners of a triangle's window are
 * outside the triangle.)
 */
export function surfaceScale({ values }: SampledSurface, inside?: (index: number) => boolean): SurfaceScale {
  const finite = [...values.filter((value, i) => Number.isFinite(value) && (inside?.(i) ?? true)).sort()];
  const low = finite[0] ?? 0;
  // The quantile is taken without the flat minimum, however large that is, else the slopes would
  // get only a few shades.
  const slopes = finite.slice(bisectRight(finite, low + ROUNDING * Math.max(1, Math.abs(low))));
  const high = quantileSorted(slopes, COLOURED_SHARE) ?? low;
  if (!(high > low)) return { low, high: low + 1, levels: [] };
  const apart = 0.02 * (high - low);
  return { low, high, levels: niceTicks([low, high], MOST_LEVELS).filter((level) => level > low + apart) };
}
