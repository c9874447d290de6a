import type { Point } from "../parts/labels/placeLabels";

/**
 * The angle between two vectors from the origin, in radians from 0 to π; NaN if one has no
 * direction.
 */
export function angleBetween(a: Point, b: Point): number {
  const sizes = Math.hypot(a.x, a.y) * Math.hypot(b.x, b.y);
  if (!(sizes > 0)) return Number.NaN;
  // atan2 keeps its digits where an arc cosine near ±1 loses half of them.
  return Math.abs(Math.atan2(a.x * b.y - a.y * b.x, a.x * b.x + a.y * b.y));
}

/**
 * Path data of the shorter arc between two vectors, in a chart's pixels (y down); `toPx` converts
 * from the plane.
 */
export function anglePath(a: Point, b: Point, radius: number, toPx: (point: Point) => Point): string {
  const angle = angleBetween(a, b);
  if (!Number.isFinite(angle)) return "";
  const [from, to] = [a, b].map((end) => {
    const size = Math.hypot(end.x, end.y);
    return toPx({ x: (end.x / size) * radius, y: (end.y / size) * radius });
  }) as [Point, Point];
  const radiusPx = Math.hypot(from.x - toPx({ x: 0, y: 0 }).x, from.y - toPx({ x: 0, y: 0 }).y);
  // The screen's y points down, so a counter-clockwise arc has sweep flag 0.
  const sweep = a.x * b.y - a.y * b.x > 0 ? 0 : 1;
  return `M${from.x},${from.y}A${radiusPx},${radiusPx} 0 0 ${sweep} ${to.x},${to.y}`;
}

/** The middle of that arc: the anchor of its label. */
export function angleMiddle(a: Point, b: Point, radius: number): Point {
  const [sizeA, sizeB] = [Math.hypot(a.x, a.y), Math.hypot(b.x, b.y)];
  const middle = { x: a.x / sizeA + b.x / sizeB, y: a.y / sizeA + b.y / sizeB };
  const size = Math.hypot(middle.x, middle.y);
  return { x: (middle.x / size) * radius, y: (middle.y / size) * radius };
}
