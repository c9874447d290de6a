/** Puts labels beside the lines they name: some thousand places are weighed per frame, by the ink under them (`Ink`). */

import { type Box, inkOf, type Point } from "./ink";

export type { Box, Point };

/** A curve as the chart draws it; a point that is not finite breaks it. */
export interface Obstacle {
  id: string;
  points: readonly Point[];
  /** A ruler rather than a curve: a label may stand close to it, only not on it. */
  ruler?: boolean | undefined;
  /** How bad it is to stand on it; default 1. */
  weight?: number | undefined;
}

/** Where the label's box lies as seen from its anchor; `on` covers it. */
export type Side = "n" | "ne" | "e" | "se" | "s" | "sw" | "w" | "nw" | "on";

export interface LabelRequest {
  id: string;
  width: number;
  height: number;
  /** Places it may stand by, along its curve or otherwise. */
  anchors: readonly Point[];
  /** Which part of `anchors` is best, from 0 to 1; without it, all are equal. */
  prefer?: number | undefined;
  sides: readonly Side[];
  /** The curve it names, which it may approach. */
  curve?: string | undefined;
  /** Distance from the anchor in pixels. */
  gap?: number | undefined;
}

const direction: Record<Side, readonly [number, number]> = {
  n: [0, -1],
  ne: [0.8, -0.8],
  e: [1, 0],
  se: [0.8, 0.8],
  s: [0, 1],
  sw: [-0.8, 0.8],
  w: [-1, 0],
  nw: [-0.8, -0.8],
  on: [0, 0],
};

/** Moves a box to where it lies as seen from its anchor. */
function putBeside(box: Box, anchor: Point, side: Side, gap: number): void {
  const [dx, dy] = direction[side];
  box.x = anchor.x + gap * dx + (box.width / 2) * (Math.sign(dx) - 1);
  box.y = anchor.y + gap * dy + (box.height / 2) * (Math.sign(dy) - 1);
}

function overlap(a: Box, b: Box, padding: number): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) + padding;
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) + padding;
  return width > 0 && height > 0 ? width * height : 0;
}

function outside(box: Box, bounds: Box): number {
  return (
    Math.max(0, bounds.x - box.x) +
    Math.max(0, bounds.y - box.y) +
    Math.max(0, box.x + box.width - bounds.x - bounds.width) +
    Math.max(0, box.y + box.height - bounds.y - bounds.height)
  );
}

/**
 * A box per request that has an anchor, in the order of the requests: an earlier label has the first choice. `taken` are boxes already in
 * use; `previous` are the places of the last call, which a label leaves only for a clearly better one, so that it does not flicker while a
 * slider moves.
 */
export function placeLabels(
  requests: readonly LabelRequest[],
  obstacles: readonly Obstacle[],
  taken: readonly Box[],
  bounds: Box,
  previous: ReadonlyMap<string, Box> = new Map(),
): Map<string, Box> {
  const inks = obstacles.map(({ id, points, ruler, weight = 1 }) => ({
    id,
    ruler,
    weight,
    ink: inkOf(bounds, points),
  }));
  const boxes = [...taken];
  const placed = new Map<string, Box>();
  for (const request of requests) {
    const was = previous.get(request.id);
    let best: Box | null = null;
    let bestCost = Number.POSITIVE_INFINITY;
    // Loops by index and one box for all places: these are tried by the thousand, and what each left behind would soon be collected.
    const { anchors, sides, width, height, gap = 5 } = request;
    const box: Box = { x: 0, y: 0, width, height };
    for (let i = 0; i < anchors.length; i++) {
      const anchor = anchors[i]!;
      if (!Number.isFinite(anchor.x) || !Number.isFinite(anchor.y)) continue;
      for (let rank = 0; rank < sides.length; rank++) {
        const side = sides[rank]!;
        putBeside(box, anchor, side, gap);
        let cost = rank * 0.5 + 20 * outside(box, bounds);
        if (request.prefer !== undefined) cost += 14 * Math.abs(i / anchors.length - request.prefer);
        if (was) cost += Math.min(14, 0.25 * Math.hypot(box.x - was.x, box.y - was.y));
        for (const other of boxes) cost += 3 * overlap(box, other, 2);
        if (cost >= bestCost) continue;
        for (const { id, ink, ruler, weight } of inks) {
          const own = id === request.curve;
          if (own && side === "on") continue;
          cost += 5 * weight * ink.under(box, 0);
          if (!own && !ruler) cost += 1.2 * weight * ink.under(box, 6);
        }
        if (cost >= bestCost) continue;
        bestCost = cost;
        best = { ...box };
      }
    }
    if (!best) continue;
    boxes.push(best);
    placed.set(request.id, best);
  }
  return placed;
}
