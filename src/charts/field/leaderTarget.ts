import type { Point } from "../parts/labels/placeLabels";

type Lines = readonly (readonly Point[])[];

/** If a leader ends closer than this to another line, it is unclear which of the two it means. */
const AMBIGUOUS_PX = 12;

function distanceTo({ x, y }: Point, lines: Lines): number {
  let least = Number.POSITIVE_INFINITY;
  // Squared distances, since every frame compares about a hundred points with a hundred others.
  for (const line of lines) {
    for (const other of line) least = Math.min(least, (x - other.x) ** 2 + (y - other.y) ** 2);
  }
  return Math.sqrt(least);
}

/**
 * The point of `lines` at which a leader from `corner` should end: near the corner and clear of the
 * other lines. Null if no line is visible.
 */
export function leaderTarget(
  lines: Lines,
  others: Lines,
  corner: Point,
  widthPx: number,
  heightPx: number,
): Point | null {
  let best: Point | null = null;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const line of lines) {
    for (const point of line) {
      if (!(point.x > 4 && point.y > 4 && point.x < widthPx - 4 && point.y < heightPx - 4)) continue;
      const near = Math.hypot(point.x - corner.x, point.y - corner.y);
      if (near >= bestCost) continue;
      const cost = near + 6 * Math.max(0, AMBIGUOUS_PX - distanceTo(point, others));
      if (cost >= bestCost) continue;
      best = point;
      bestCost = cost;
    }
  }
  return best;
}
