import type { Domain } from "../../charts";

/** What rounding leaves of a curvature that is 0, relative to the largest. */
const ROUNDING = 1e-9;

/**
 * Where a function of which the second derivative is given is convex: the spans of x (ascending, [n]) in which it is 0 or more, their ends by linear
 * interpolation. What is not a number belongs to no span.
 */
export function convexRegions({ x, y }: { x: ArrayLike<number>; y: ArrayLike<number> }): Domain[] {
  const count = Math.min(x.length, y.length);
  let largest = 0;
  for (let i = 0; i < count; i++) if (Number.isFinite(y[i]!)) largest = Math.max(largest, Math.abs(y[i]!));
  const least = -ROUNDING * largest;
  const isConvex = (i: number) => i >= 0 && i < count && y[i]! >= least;
  /** Between a sample inside and its neighbour outside: where the line between them is 0, or the sample itself beside a gap. */
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
