import type { Domain } from "../../charts";

/** Rounding error of a curvature of 0, relative to the largest curvature. */
const ROUNDING = 1e-9;

/**
 * Spans of x in which a function is convex, given its second derivative y over ascending x, both
 * [n]: where y ≥ 0 up to rounding, with ends by linear interpolation. NaN is in no span.
 */
export function convexRegions({ x, y }: { x: ArrayLike<number>; y: ArrayLike<number> }): Domain[] {
  const count = Math.min(x.length, y.length);
  let largest = 0;
  for (let i = 0; i < count; i++) if (Number.isFinite(y[i]!)) largest = Math.max(largest, Math.abs(y[i]!));
  const least = -ROUNDING * largest;
  const isConvex = (i: number) => i >= 0 && i < count && y[i]! >= least;
  /**
   * The boundary between a point inside and its neighbour outside: the zero of the line between
   * them, or the inside point itself next to a gap.
   */
  const edge = (inside: number, outside: number) => {
    const [a, b] = [Math.max(0, y[inside]!), outside >= 0 && outside < count ? y[outside]! : Number.NaN];
    if (!Number.isFinite(a) || !Number.isFinite(b)) return x[inside]!;
    return x[inside]! + (x[outside]! - x[inside]!) * (a / (a - b));
  };
  const spans: Domain[] = [];
  for (let i = 0; i < count; i++) {
    if (!isConvex(i) || isConvex(i - 1)) continue;
    let last = i;
    while (isConvex(last + 1)) last++;
    spans.push([edge(i, i - 1), edge(last, last + 1)]);
  }
  return spans;
}
