import type { ScaleKind } from "../parts/axis/valueScale";
import type { Point } from "../parts/labels/placeLabels";

/** Samples of a function: both [n], x ascending. A y that is not finite is a gap. */
export interface Curve {
  x: ArrayLike<number>;
  y: ArrayLike<number>;
}

/** Farther than any screen; keeps 1e300 out of path data, where renderers disagree about it. */
const FAR_PX = 1e4;
/** Farther than any axis; the ends of float64 overflow inside a scale. */
const FAR = 1e100;

/** The samples in pixels, NaN where there is none; `y` may say NaN for a value it has no place for. */
export function curvePoints(curve: Curve, x: (value: number) => number, y: (value: number) => number): Point[] {
  const count = Math.min(curve.x.length, curve.y.length);
  const points = new Array<Point>(count);
  for (let i = 0; i < count; i++) {
    const value = curve.y[i]!;
    const yPx = Number.isFinite(value) ? y(Math.max(-FAR, Math.min(FAR, value))) : Number.NaN;
    points[i] = { x: x(curve.x[i]!), y: Math.max(-FAR_PX, Math.min(FAR_PX, yPx)) };
  }
  return points;
}

interface Scale {
  (value: number): number;
  domain(): number[];
  range(): number[];
  kind?: ScaleKind;
}

const knownPoints = new WeakMap<object, { x: ArrayLike<number>; place: string; points: Point[] }>();

/**
 * `curvePoints` on two scales, made once for the same samples in the same place: while training runs only the probe moves, and the lines with
 * all that follows from them (path data, where labels fit) stay the same objects. Samples changed in place are not noticed.
 */
export function linePoints(curve: Curve, x: Scale, y: Scale): Point[] {
  const place = [x.domain(), x.range(), y.domain(), y.range(), y.kind].join(" ");
  const known = knownPoints.get(curve.y);
  if (known !== undefined && known.x === curve.x && known.place === place) return known.points;
  const points = curvePoints(curve, x, y);
  knownPoints.set(curve.y, { x: curve.x, place, points });
  return points;
}

/** A point so near to the straight line between the points that are kept, up or down, is left out of a path. */
const STRAIGHT_PX = 0.04;

/**
 * SVG path data, broken at the gaps, to a hundredth of a pixel. A point between two gaps is a line of no length, which round caps show as a dot. Where a
 * line runs to the right, points that only go on straight are left out: most of a curve's 257, at every move of a slider.
 * (d3-shape's line writes them all, and as one file of all its curves would be a thirtieth of the page's first load.)
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

/** The last point up to which all after `start` lie on one straight line, to within `STRAIGHT_PX`; at least the next one, which must be drawn. */
function endOfStraight(points: readonly Point[], start: number): number {
  const from = points[start]!;
  let end = start + 1;
  // Slopes that pass by all points between the two.
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

/** Index of the first of the ascending `values` that is not below `value`; the last where all before it are. */
function indexAt(values: ArrayLike<number>, value: number, count: number): number {
  let [low, high] = [0, count - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The curve's value by linear interpolation; NaN outside of it and beside a gap. */
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
