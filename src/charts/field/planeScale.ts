import type { Point } from "../parts/labels/placeLabels";

/**
 * The visible part of the plane: the longer side shows −extent to extent, the shorter is cropped,
 * so circles stay round.
 */
export interface PlaneScale {
  widthPx: number;
  heightPx: number;
  /** Half of the visible width and height, in units of the plane. */
  halfWidth: number;
  halfHeight: number;
}

export function planeScale(widthPx: number, heightPx: number, extent: number): PlaneScale {
  const longer = Math.max(widthPx, heightPx, 1);
  return { widthPx, heightPx, halfWidth: (extent * widthPx) / longer, halfHeight: (extent * heightPx) / longer };
}

/** Converts from the plane (y up) to pixels (y down). */
export function toPx(view: PlaneScale, x: number, y: number): Point {
  return {
    x: ((x / view.halfWidth + 1) / 2) * view.widthPx,
    y: ((1 - y / view.halfHeight) / 2) * view.heightPx,
  };
}

export function pxPerUnit(view: PlaneScale): number {
  return view.widthPx / (2 * view.halfWidth);
}
