/**
 * Places labels next to the lines they name. Each frame compares some thousand positions by the
 * lines that they would cover (`Ink`).
 */

import { type Box, inkOf, type Point } from "./ink";

export type { Box, Point };

/** A curve in pixels; a non-finite point interrupts it. */
export interface Obstacle {
  id: string;
  points: readonly Point[];
  /** A straight guide line: a label may be close to it, but not on it. */
  ruler?: boolean | undefined;
  /** Factor of the cost of covering it; 1 by default. */
  weight?: number | undefined;
}

/** Position of the label's box relative to its anchor; `on` covers the anchor. */
export type Side = "n" | "ne" | "e" | "se" | "s" | "sw" | "w" | "nw" | "on";

export interface LabelRequest {
  id: string;
  width: number;
  height: number;
  /** Points next to which it may be placed, on its curve or elsewhere. */
  anchors: readonly Point[];
  /** Preferred position in `anchors`, from 0 (first) to 1 (last). If absent, all are equal. */
  prefer?: number | undefined;
  sides: readonly Side[];
  /** Id of the curve that the label names; it may be close to it. */
  curve?: string | undefined;
  /** Distance from the anchor in pixels. */
  gap?: number | undefined;
  /** Whether it is left out where every place is bad. */
  givesWay?: boolean | undefined;
}

/** The cost of a bad place: 2 px outside of the bounds, or 8 px of a line under the label. */
const BAD_PLACE = 40;

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

/** Moves a box to the given side of its anchor. */
function moveToSide(box: Box, anchor: Point, side: Side, gap: number): void {
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
 * Returns a box for each request that has a finite anchor and does not give way. Requests are
 * placed in order, so earlier ones get the better positions. `taken` are boxes already in use.
 * `previous` are the last call's boxes: a label leaves its box only for a clearly better one, so
 * that it does not flicker while a slider moves.
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
    // Index loops and one shared box, since thousands of positions are tried and each object would
    // be garbage.
    const { anchors, sides, width, height, gap = 5 } = request;
    const box: Box = { x: 0, y: 0, width, height };
    for (let i = 0; i < anchors.length; i++) {
      const anchor = anchors[i]!;
      if (!Number.isFinite(anchor.x) || !Number.isFinite(anchor.y)) continue;
      for (let rank = 0; rank < sides.length; rank++) {
        const side = sides[rank]!;
        moveToSide(box, anchor, side, gap);
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
    if (!best || (request.givesWay && bestCost > BAD_PLACE)) continue;
    boxes.push(best);
    placed.set(request.id, best);
  }
  return placed;
}
