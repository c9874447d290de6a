import type { Outline } from "../../datasets";
import type { Point } from "../parts/labels/placeLabels";
import { type PlaneScale, pxPerUnit, toPx } from "./planeScale";

/** An outline in pixels: a line through its points and, for a circle, an exact SVG shape. */
export interface OutlineView {
  line: readonly Point[];
  circle: (Point & { radiusPx: number }) | null;
}

/** Empty for an outline that cannot be drawn, and for a circle around the whole visible plane. */
export function outlineView(outline: Outline, view: PlaneScale): OutlineView[] {
  if (outline.kind === "line") {
    const line = outline.points.map(({ x, y }) => toPx(view, x, y)).filter(({ x, y }) => Number.isFinite(x + y));
    return line.length < 2 ? [] : [{ line, circle: null }];
  }
  const centre = toPx(view, outline.x, outline.y);
  const radiusPx = outline.radius * pxPerUnit(view);
  const farthest = Math.hypot(
    Math.max(centre.x, view.widthPx - centre.x),
    Math.max(centre.y, view.heightPx - centre.y),
  );
  if (!(radiusPx > 0 && radiusPx < farthest)) return [];
  return [{ line: circleLine(centre, radiusPx), circle: { ...centre, radiusPx } }];
}

/** A circle as a closed polygon, fine enough for measuring distances. */
function circleLine(centre: Point, radiusPx: number): Point[] {
  const count = 90;
  return Array.from({ length: count + 1 }, (_, i) => ({
    x: centre.x + radiusPx * Math.cos((2 * Math.PI * i) / count),
    y: centre.y + radiusPx * Math.sin((2 * Math.PI * i) / count),
  }));
}
