import type { ScaleKind } from "../parts/axis/valueScale";
import type { Point } from "../parts/labels/placeLabels";

/** Samples of a function: both arrays [n], x ascending. A non-finite y is a gap. */
export interface Curve {
  x: ArrayLike<number>;
  y: ArrayLike<number>;
}

/**
 * Pixel limit beyond any screen. It keeps 1e300 out of path data, which renderers handle
 * differently.
 */
const PIXEL_LIMIT = 1e4;
/** Value limit beyond any axis. Values near the end of float64's range overflow inside a scale. */
const VALUE_LIMIT = 1e100;

/** The samples in pixels, NaN for gaps; `y` may return NaN for values outside its domain. */
export function curvePoints(curve: Curve, x: (value: number) => number, y: (value: number) => number): Point[] {
  const count = Math.min(curve.x.length, curve.y.length);
  const points = new Array<Point>(count);
  for (let i = 0; i < count; i++) {
    const value = curve.y[i]!;
    const yPx = Number.isFinite(value) ? y(Math.max(-VALUE_LIMIT, Math.min(VALUE_LIMIT, value))) : Number.NaN;
    points[i] = { x: x(curve.x[i]!), y: Math.max(-PIXEL_LIMIT, Math.min(PIXEL_LIMIT, yPx)) };
  }
  return points;
}

interface Scale {
  (value: number): number;
  domain(): number[];
  range(): number[];
  kind?: ScaleKind;
}

const pointsCache = new WeakMap<object, { x: ArrayLike<number>; place: string; points: Point[] }>();

/**
 * `curvePoints` on two scales, cached by the samples and both scales. While training runs only the
 * probe moves, so the points, and all that is cached by them (path data, label positions), stay the
 * same objects. Arrays that are changed in place are not noticed.
 */
export function linePoints(curve: Curve, x: Scale, y: Scale): Point[] {
  const place = [x.domain(), x.range(), y.domain(), y.range(), y.kind].join(" ");
  const known = pointsCache.get(curve.y);
  if (known !== undefined && known.x === curve.x && known.place === place) return known.points;
  const points = curvePoints(curve, x, y);
  pointsCache.set(curve.y, { x: curve.x, place, points });
  return points;
}

/**
 * A point within this vertical distance of the line between its kept neighbours is left out of a
 * path.
 */
const STRAIGHT_PX = 0.04;

/**
 * SVG path data, interrupted at gaps, rounded to 1/100 pixel. A point between two gaps becomes a
 * line of length zero, which round caps show as a dot. Where x ascends, points on a straight line
 * are left out: most of a curve's 257, at every move of a slider. (d3-shape's line writes them all
 * and would add about 1/30 to the first load.)
 */
export function curvePath(points: readonly Point[]): string {
  let path = "";
  let i = 0;
  while (i < points.length) {
    if (!isDrawn(points[i])) {
      i++;
      continue;
    }
    path += `M${place(points[i]!)}`;
    if (!isDrawn(points[i + 1])) path += "Z";
    while (isDrawn(points[i + 1])) {
      i = endOfStraight(points, i);
      path += `L${place(points[i]!)}`;
    }
    i++;
  }
  return path;
}

/**
 * Index of the last point such that all points between `start` and it are within `STRAIGHT_PX` of
 * the straight line; at least `start + 1`, which must be drawn.
 */
function endOfStraight(points: readonly Point[], start: number): number {
  const from = points[start]!;
  let end = start + 1;
  // Range of slopes whose lines pass within STRAIGHT_PX of all points in between.
  let least = Number.NEGATIVE_INFINITY;
  let most = Number.POSITIVE_INFINITY;
  for (; isDrawn(points[end + 1]); end++) {
    const passed = points[end]!;
    const next = points[end + 1]!;
    const width = passed.x - from.x;
    if (!(width > 0 && next.x > passed.x)) break;
    least = Math.max(least, (passed.y - STRAIGHT_PX - from.y) / width);
    most = Math.min(most, (passed.y + STRAIGHT_PX - from.y) / width);
    const slope = (next.y - from.y) / (next.x - from.x);
    if (!(slope >= least && slope <= most)) break;
  }
  return end;
}

const place = ({ x, y }: Point) => `${hundredths(x)},${hundredths(y)}`;
const hundredths = (value: number) => Math.round(value * 100) / 100;
const isDrawn = (point: Point | undefined) =>
  point !== undefined && Number.isFinite(point.x) && Number.isFinite(point.y);

/**
 * Index of the first of the ascending `values` that is at least `value`; the last index if there is
 * none.
 */
function indexAt(values: ArrayLike<number>, value: number, count: number): number {
  let [low, high] = [0, count - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The curve's value by linear interpolation; NaN outside the curve and next to a gap. */
export function valueAt(curve: Curve, x: number): number {
  const count = Math.min(curve.x.length, curve.y.length);
  if (count === 0 || !(x >= curve.x[0]!) || !(x <= curve.x[count - 1]!)) return Number.NaN;
  const right = indexAt(curve.x, x, count);
  const rightX = curve.x[right]!;
  if (rightX === x || right === 0) return curve.y[right]!;
  const leftX = curve.x[right - 1]!;
  const share = (x - leftX) / (rightX - leftX);
  return curve.y[right - 1]! * (1 - share) + curve.y[right]! * share;
}
