import type { Point } from "../parts/labels/placeLabels";
import type { PlaneWindow } from "../surface/sampledSurface";

/** Three probabilities. */
export type Simplex = readonly [number, number, number];

const HEIGHT = Math.sqrt(3) / 2;

/**
 * Converts probabilities of three classes to a point of an equilateral triangle with sides of
 * length 1: class 0 is the left corner, class 1 the right, class 2 the top.
 */
export const triangle: readonly [Point, Point, Point] = [
  { x: 0, y: 0 },
  { x: 1, y: 0 },
  { x: 0.5, y: HEIGHT },
];

export const triangleWindow: PlaneWindow = { x: [0, 1], y: [0, HEIGHT], shear: 0.5 };

export function simplexToPlane([, p1, p2]: Simplex): Point {
  return { x: p1 + p2 / 2, y: p2 * HEIGHT };
}

/** Barycentric coordinates: they sum to 1 and are negative outside the triangle. */
export function planeToSimplex({ x, y }: Point): Simplex {
  const p2 = y / HEIGHT;
  const p1 = x - p2 / 2;
  return [1 - p1 - p2, p1, p2];
}

export function insideTriangle(point: Point): boolean {
  return planeToSimplex(point).every((p) => p >= 0);
}

/**
 * The nearest point of the triangle (the Euclidean projection of Duchi et al., ICML 2008; the map
 * to the plane preserves ratios of distances), with each probability at least `least`: at 0 a logit
 * would be −∞.
 */
export function nearestSimplex(point: Point, least: number): Simplex {
  const given = planeToSimplex(point);
  const sorted = [...given].sort((a, b) => b - a);
  let sum = 0;
  let shift = 0;
  for (const [i, p] of sorted.entries()) {
    sum += p;
    const next = (sum - 1) / (i + 1);
    if (p > next) shift = next;
  }
  const [a, b, c] = given.map((p) => Math.max(least, p - shift)) as [number, number, number];
  const total = a + b + c;
  return [a / total, b / total, c / total];
}
