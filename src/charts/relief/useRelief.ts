import { useMemo } from "react";
import type { Point } from "../parts/labels/placeLabels";
import { type FlatMinimum, flatMinimumOf, isoLines } from "./isoLines";
import { type PushArrows, pushArrows } from "./pushArrows";
import {
  nodePlace,
  type PlaneFunction,
  type PlaneWindow,
  type Relief,
  type ReliefScale,
  reliefScale,
  sampleRelief,
} from "./relief";

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
export interface DrawnRelief extends PushArrows {
  relief: Relief;
  scale: ReliefScale;
  levels: readonly { level: number; lines: Point[][] }[];
  /** With points in pixels of the chart. */
  flatMinimum: FlatMinimum | null;
}

/**
 * Samples `surface` again when it, the window or the frame changes identity. `inside` tells which
 * points of the window belong to the plane.
 */
export function useRelief(
  surface: PlaneFunction,
  window: PlaneWindow,
  frame: PlaneFrame,
  cellPx: number,
  inside?: (point: Point) => boolean,
): DrawnRelief {
  const sampled = useMemo(() => {
    const relief = sampleRelief(surface, window, NODES);
    const nodeInside = inside && ((index: number) => inside(nodePlace(relief, index, NODES)));
    const scale = reliefScale(relief, nodeInside);
    const levels = scale.levels.map((level) => ({ level, lines: isoLines(relief, level) }));
    return { relief, scale, levels, flatMinimum: flatMinimumOf(relief, surface) };
  }, [surface, window, inside]);
  return useMemo(() => {
    const toPx = planeToPx(window, frame);
    const drawn = (lines: readonly Point[][]) => lines.map((line) => line.map(toPx));
    return {
      relief: sampled.relief,
      scale: sampled.scale,
      levels: sampled.levels.map(({ level, lines }) => ({ level, lines: drawn(lines) })),
      flatMinimum: sampled.flatMinimum && {
        ...sampled.flatMinimum,
        edge: drawn(sampled.flatMinimum.edge),
        places: sampled.flatMinimum.places.map(toPx),
      },
      ...pushArrows(surface, window, toPx, cellPx, inside),
    };
  }, [sampled, surface, window, frame, cellPx, inside]);
}
