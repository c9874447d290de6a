import { bisectRight, quantileSorted } from "d3-array";
import { type Domain, niceTicks } from "../parts/axis/ticks";
import type { Point } from "../parts/labels/placeLabels";

/** Of each point: the loss, and where gradient descent would move the point, in the plane's units per unit of learning rate. [count] each. */
export interface PlaneValues {
  value: ArrayLike<number>;
  pushX: ArrayLike<number>;
  pushY: ArrayLike<number>;
}

/** A loss over a plane. What it returns may be overwritten by its next call. */
export type PlaneFunction = (x: Float64Array, y: Float64Array) => PlaneValues;

/** The part of the plane that is drawn. */
export interface PlaneWindow {
  x: Domain;
  y: Domain;
  /**
   * How far the top is shifted to the right, as a share of the width: with ½ a lattice of equilateral triangles, whose three directions are
   * those of a triangle's sides. Lines that run along a side, where a loss may be steep, then keep to one row of nodes. Default 0.
   */
  shear?: number;
}

/**
 * A loss sampled over a window: [size, size] row-major float32; row 0 is the lower end of y, column 0 the lower end of x. With a shear, each row
 * starts further to the right.
 */
export interface Relief extends PlaneWindow {
  size: number;
  values: Float32Array;
}

/** From shares of a window's width and height, 0 to 1, to the plane. */
export function placeAt({ x, y, shear = 0 }: PlaneWindow, across: number, up: number): Point {
  return { x: x[0] + (x[1] - x[0]) * (across + shear * up), y: y[0] + (y[1] - y[0]) * up };
}

/** The place of a node of `size` × `size`. */
export function nodePlace(window: PlaneWindow, index: number, size: number): Point {
  return placeAt(window, (index % size) / (size - 1), Math.floor(index / size) / (size - 1));
}

export function sampleRelief(surface: PlaneFunction, window: PlaneWindow, size: number): Relief {
  const xs = new Float64Array(size * size);
  const ys = new Float64Array(size * size);
  for (let i = 0; i < xs.length; i++) {
    const { x, y } = nodePlace(window, i, size);
    xs[i] = x;
    ys[i] = y;
  }
  return { ...window, size, values: Float32Array.from(surface(xs, ys).value) };
}

/** Which values the colours and lines of a relief tell apart. */
export interface ReliefScale {
  /** The least value: the colour of the page. */
  low: number;
  /** From here on all is one colour. */
  high: number;
  /** Round values above `low` and up to `high`: where lines are drawn. */
  levels: readonly number[];
}

/** A loss that grows without bound at an edge must not take all colours for itself: so much of the area keeps its own. */
const COLOURED_SHARE = 0.98;
const MOST_LEVELS = 7;
/** Rounding alone makes no relief. */
const ROUNDING = 1e-6;

/** `inside` tells which nodes count (a triangle's window has corners that belong to no point); all, without it. */
export function reliefScale({ values }: Relief, inside?: (index: number) => boolean): ReliefScale {
  const finite = [...values.filter((value, i) => Number.isFinite(value) && (inside?.(i) ?? true)).sort()];
  const low = finite[0] ?? 0;
  // Of the slopes: a plain of least loss, however wide, must not press them into a few shades.
  const slopes = finite.slice(bisectRight(finite, low + ROUNDING * Math.max(1, Math.abs(low))));
  const high = quantileSorted(slopes, COLOURED_SHARE) ?? low;
  if (!(high > low)) return { low, high: low + 1, levels: [] };
  const apart = 0.02 * (high - low);
  return { low, high, levels: niceTicks([low, high], MOST_LEVELS).filter((level) => level > low + apart) };
}
