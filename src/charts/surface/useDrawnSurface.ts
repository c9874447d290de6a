import { useMemo } from "react";
import type { Point } from "../parts/labels/placeLabels";
import { type DescentArrows, descentArrows } from "./descentArrows";
import { type FlatMinimum, flatMinimumOf, isoLines } from "./isoLines";
import {
  nodePlace,
  type PlaneFunction,
  type PlaneWindow,
  type SampledSurface,
  type SurfaceScale,
  sampleSurface,
  surfaceScale,
} from "./sampledSurface";

/**
 * Nodes along each side: this gives cells of 3 to 6 pixels and takes a few milliseconds for a loss
 * of a few dozen operations.
 */
const NODES = 91;

/** The window's rectangle in a chart, in CSS pixels. */
export interface PlaneFrame {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Converts from the plane (y up) to the chart's pixels (y down). */
export function planeToPx(window: PlaneWindow, frame: PlaneFrame): (point: Point) => Point {
  const [perX, perY] = [frame.width / (window.x[1] - window.x[0]), frame.height / (window.y[1] - window.y[0])];
  return ({ x, y }) => ({
    x: frame.left + (x - window.x[0]) * perX,
    y: frame.top + frame.height - (y - window.y[0]) * perY,
  });
}

export function pxToPlane(window: PlaneWindow, frame: PlaneFrame): (point: Point) => Point {
  const [perX, perY] = [frame.width / (window.x[1] - window.x[0]), frame.height / (window.y[1] - window.y[0])];
  return ({ x, y }) => ({
    x: window.x[0] + (x - frame.left) / perX,
    y: window.y[0] + (frame.top + frame.height - y) / perY,
  });
}

/** Everything that is drawn for a loss over a plane; lines are in pixels of the chart. */
export interface DrawnSurface extends DescentArrows {
  sampled: SampledSurface;
  scale: SurfaceScale;
  levels: readonly { level: number; lines: Point[][] }[];
  /** With points in pixels of the chart. */
  flatMinimum: FlatMinimum | null;
}

/**
 * Samples `surface` again when it, the window or the frame changes identity. `inside` tells which
 * points of the window belong to the plane.
 */
export function useDrawnSurface(
  surface: PlaneFunction,
  window: PlaneWindow,
  frame: PlaneFrame,
  cellPx: number,
  inside?: (point: Point) => boolean,
): DrawnSurface {
  const onPlane = useMemo(() => {
    const sampled = sampleSurface(surface, window, NODES);
    const nodeInside = inside && ((index: number) => inside(nodePlace(sampled, index, NODES)));
    const scale = surfaceScale(sampled, nodeInside);
    const levels = scale.levels.map((level) => ({ level, lines: isoLines(sampled, level) }));
    return { sampled, scale, levels, flatMinimum: flatMinimumOf(sampled, surface) };
  }, [surface, window, inside]);
  return useMemo(() => {
    const toPx = planeToPx(window, frame);
    const drawn = (lines: readonly Point[][]) => lines.map((line) => line.map(toPx));
    return {
      sampled: onPlane.sampled,
      scale: onPlane.scale,
      levels: onPlane.levels.map(({ level, lines }) => ({ level, lines: drawn(lines) })),
      flatMinimum: onPlane.flatMinimum && {
        ...onPlane.flatMinimum,
        edge: drawn(onPlane.flatMinimum.edge),
        places: onPlane.flatMinimum.places.map(toPx),
      },
      ...descentArrows(surface, window, toPx, cellPx, inside),
    };
  }, [onPlane, surface, window, frame, cellPx, inside]);
}
