import { quantile } from "d3-array";
import type { Point } from "../parts/labels/placeLabels";
import type { PlaneFunction, PlaneWindow } from "./sampledSurface";

/** An arrow in pixels. */
export interface Arrow {
  from: Point;
  to: Point;
}

/**
 * Quantile of the descents that is drawn to scale; longer arrows would run into their neighbours
 * and are cut.
 */
const SCALED_QUANTILE = 0.9;
/** Length of the longest arrow relative to a cell. */
const LONGEST_SHARE = 0.82;
/** The direction of a shorter arrow cannot be seen, so it is left out. */
const SHORTEST_PX = 2.5;

/**
 * The field's arrows and the descent that gives the longest of them: a point's own arrow has the
 * same scale.
 */
export interface DescentArrows {
  arrows: Arrow[];
  /** Descents of this size or more have the longest arrow. */
  steepest: number;
}

/**
 * Arrows of gradient descent on a lattice of cells about `cellPx` wide. Lengths are proportional to
 * the descent up to `steepest` and constant above it. `keep` returns false for points outside the
 * plane's valid area.
 */
export function descentArrows(
  surface: PlaneFunction,
  { x, y }: PlaneWindow,
  toPx: (point: Point) => Point,
  cellPx: number,
  keep: (point: Point) => boolean = () => true,
): DescentArrows {
  const perPx = Math.abs(x[1] - x[0]) / Math.abs(toPx({ x: x[1], y: y[0] }).x - toPx({ x: x[0], y: y[0] }).x);
  const cell = perPx * cellPx;
  const places: Point[] = [];
  // Offset by half a cell from the middle, so that no arrow starts on an axis, where losses often
  // have kinks.
  for (let row = Math.ceil(y[0] / cell - 0.5); (row + 0.5) * cell < y[1]; row++) {
    for (let column = Math.ceil(x[0] / cell - 0.5); (column + 0.5) * cell < x[1]; column++) {
      const place = { x: (column + 0.5) * cell, y: (row + 0.5) * cell };
      if (keep(place)) places.push(place);
    }
  }
  const { descentX, descentY } = surface(
    Float64Array.from(places, (place) => place.x),
    Float64Array.from(places, (place) => place.y),
  );
  const sizes = places.map((_, i) => Math.hypot(descentX[i]!, descentY[i]!));
  const steepest = quantile(
    sizes.filter((size) => size > 0 && Number.isFinite(size)),
    SCALED_QUANTILE,
  );
  if (steepest === undefined) return { arrows: [], steepest: 0 };
  const arrows: Arrow[] = [];
  for (const [i, place] of places.entries()) {
    const size = sizes[i]!;
    const lengthPx = LONGEST_SHARE * cellPx * Math.min(1, size / steepest);
    if (!(lengthPx >= SHORTEST_PX) || !Number.isFinite(size)) continue;
    const half = (0.5 * lengthPx * perPx) / size;
    const [dx, dy] = [descentX[i]! * half, descentY[i]! * half];
    arrows.push({
      from: toPx({ x: place.x - dx, y: place.y - dy }),
      to: toPx({ x: place.x + dx, y: place.y + dy }),
    });
  }
  return { arrows, steepest };
}

const rounded = (value: number) => Math.round(value * 10) / 10;

/** Path data of a shaft with an open head, for one stroke. */
export function arrowPath({ from, to }: Arrow, headPx: number): string {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (!(length > 0)) return "";
  const head = Math.min(headPx, 0.6 * length);
  const [alongX, alongY] = [((to.x - from.x) / length) * head, ((to.y - from.y) / length) * head];
  const wing = (side: number) =>
    `${rounded(to.x - alongX * 0.9 - side * alongY * 0.55)},${rounded(to.y - alongY * 0.9 + side * alongX * 0.55)}`;
  const tip = `${rounded(to.x)},${rounded(to.y)}`;
  return `M${rounded(from.x)},${rounded(from.y)}L${tip}M${wing(1)}L${tip}L${wing(-1)}`;
}
