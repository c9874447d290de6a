/**
 * Puts labels beside the lines they name. Every curve is drawn into a coarse grid of ink; a summed-area table then says in four look-ups
 * how much ink lies under a box, so that some thousand places can be weighed per frame.
 */

/** In CSS pixels of the chart. */
export interface Point {
  x: number;
  y: number;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

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

const CELL_PX = 2;

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

/** Cells of the grid from left and top up to right and bottom. */
interface Cells {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** The ink of one curve. Its table covers no more than the curve does. */
class Ink {
  readonly #bounds: Box;
  readonly #left: number;
  readonly #top: number;
  readonly #columns: number;
  readonly #rows: number;
  /** [rows + 1, columns + 1] row-major: ink above and left of a cell's corner. */
  readonly #sums: Uint32Array;

  constructor(bounds: Box, points: readonly Point[]) {
    this.#bounds = bounds;
    const extent = extentOf(bounds, points);
    const [columns, rows] = [extent.right - extent.left, extent.bottom - extent.top];
    [this.#left, this.#top, this.#columns, this.#rows] = [extent.left, extent.top, columns, rows];
    const stride = columns + 1;
    const sums = new Uint32Array(stride * (rows + 1));
    const mark = (x: number, y: number) => {
      const column = Math.floor((x - bounds.x) / CELL_PX) - extent.left;
      const row = Math.floor((y - bounds.y) / CELL_PX) - extent.top;
      if (column >= 0 && row >= 0 && column < columns && row < rows) sums[(row + 1) * stride + column + 1] = 1;
    };
    let last: Point | null = null;
    for (const point of points) {
      if (!Number.isFinite(point.x) || !Number.isFinite(point.y)) {
        last = null;
        continue;
      }
      if (last) {
        const far = Math.max(Math.abs(point.x - last.x), Math.abs(point.y - last.y));
        const steps = Math.min(400, Math.ceil(far / CELL_PX));
        for (let i = 1; i <= steps; i++) {
          mark(last.x + ((point.x - last.x) * i) / steps, last.y + ((point.y - last.y) * i) / steps);
        }
      } else mark(point.x, point.y);
      last = point;
    }
    for (let at = stride; at < sums.length; at += stride) {
      let line = 0;
      for (let column = at + 1; column < at + stride; column++) {
        line += sums[column]!;
        sums[column] = line + sums[column - stride]!;
      }
    }
    this.#sums = sums;
  }

  under(box: Box, padding: number): number {
    const within = (cells: number, most: number) => Math.min(most, Math.max(0, cells));
    const columnAt = (x: number) => within(Math.round((x - this.#bounds.x) / CELL_PX) - this.#left, this.#columns);
    const rowAt = (y: number) => within(Math.round((y - this.#bounds.y) / CELL_PX) - this.#top, this.#rows);
    const left = columnAt(box.x - padding);
    const right = columnAt(box.x + box.width + padding);
    const stride = this.#columns + 1;
    const top = stride * rowAt(box.y - padding);
    const bottom = stride * rowAt(box.y + box.height + padding);
    const sums = this.#sums;
    return sums[bottom + right]! - sums[top + right]! - sums[bottom + left]! + sums[top + left]!;
  }
}

/** The cells that hold all the points within the bounds. */
function extentOf({ x, y, width, height }: Box, points: readonly Point[]): Cells {
  let [left, right, top, bottom] = [Number.POSITIVE_INFINITY, 0, Number.POSITIVE_INFINITY, 0];
  for (const point of points) {
    if (!Number.isFinite(point.x) || !Number.isFinite(point.y)) continue;
    left = Math.min(left, point.x);
    right = Math.max(right, point.x);
    top = Math.min(top, point.y);
    bottom = Math.max(bottom, point.y);
  }
  const range = (from: number, to: number, start: number, size: number): [number, number] => {
    const most = Math.ceil(size / CELL_PX) + 1;
    const first = Math.max(0, Math.floor((from - start) / CELL_PX));
    const end = Math.min(most, Math.floor((to - start) / CELL_PX) + 1);
    return first < end ? [first, end] : [0, 0];
  };
  const [firstColumn, endColumn] = range(left, right, x, width);
  const [firstRow, endRow] = range(top, bottom, y, height);
  return { left: firstColumn, right: endColumn, top: firstRow, bottom: endRow };
}

const knownInks = new WeakMap<readonly Point[], { place: string; ink: Ink }>();

/** The ink of lines that stay the same objects from drawing to drawing is spread once. */
function inkOf(bounds: Box, points: readonly Point[]): Ink {
  const place = `${bounds.x} ${bounds.y} ${bounds.width} ${bounds.height}`;
  const known = knownInks.get(points);
  if (known?.place === place) return known.ink;
  const ink = new Ink(bounds, points);
  knownInks.set(points, { place, ink });
  return ink;
}

function boxAt(anchor: Point, side: Side, width: number, height: number, gap: number): Box {
  const [dx, dy] = direction[side];
  return {
    x: anchor.x + gap * dx + (width / 2) * (Math.sign(dx) - 1),
    y: anchor.y + gap * dy + (height / 2) * (Math.sign(dy) - 1),
    width,
    height,
  };
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
    for (const [i, anchor] of request.anchors.entries()) {
      if (!Number.isFinite(anchor.x) || !Number.isFinite(anchor.y)) continue;
      for (const [rank, side] of request.sides.entries()) {
        const box = boxAt(anchor, side, request.width, request.height, request.gap ?? 5);
        let cost = rank * 0.5 + 20 * outside(box, bounds);
        if (request.prefer !== undefined) cost += 14 * Math.abs(i / request.anchors.length - request.prefer);
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
        best = box;
      }
    }
    if (!best) continue;
    boxes.push(best);
    placed.set(request.id, best);
  }
  return placed;
}
