import type { Point } from "../parts/labels/placeLabels";
import type { FieldGrid } from "./FieldPainter";

/**
 * The edges of a cell are 0 bottom, 1 right, 2 top, 3 left. The index is a bit mask of the corners
 * above the level; the entry is a list of pairs of edges that a line connects.
 */
const crossings: readonly (readonly number[])[] = [
  [], //              no corner
  [3, 0], //          bottom left (bit 0)
  [0, 1], //          bottom right (bit 1)
  [3, 1],
  [1, 2], //          top right (bit 2)
  [3, 0, 1, 2], //    a saddle whose mean is not above the level
  [0, 2],
  [3, 2],
  [2, 3], //          top left (bit 3)
  [2, 0],
  [0, 1, 2, 3], //    the other saddle, likewise
  [2, 1],
  [1, 3],
  [1, 0],
  [0, 3],
  [],
];
/**
 * The pairs of a saddle whose mean is above the level: a band above the level joins its two high
 * corners.
 */
const joinedSaddle: Readonly<Record<number, readonly number[]>> = { 5: crossings[10]!, 10: crossings[5]! };

/**
 * Reusable memory of one search. Only the used entries are cleared afterwards: every picture of the
 * training is searched, and most of a grid has no boundary.
 */
class Scratch {
  /** [edge, 2]: the neighbouring edges on the same line; −1 if there is none. */
  readonly links: Int32Array;
  readonly seen: Uint8Array;

  constructor(size: number) {
    this.links = new Int32Array(4 * size * size).fill(-1);
    this.seen = new Uint8Array(2 * size * size);
  }

  clear(edges: readonly number[]): void {
    for (const edge of edges) {
      this.links[2 * edge] = this.links[2 * edge + 1] = -1;
      this.seen[edge] = 0;
    }
  }
}

const scratches = new Map<number, Scratch>();
/**
 * The number of grid sizes in use at once: the plane, a map's cells, the map itself, an inspected
 * cell.
 */
const MOST_SCRATCHES = 4;

function scratchOf(size: number): Scratch {
  let scratch = scratches.get(size);
  if (scratch === undefined) {
    // the oldest
    if (scratches.size === MOST_SCRATCHES) scratches.delete(scratches.keys().next().value!);
    scratch = new Scratch(size);
    scratches.set(size, scratch);
  }
  return scratch;
}

/**
 * The learned boundary: lines of the plane where the logit is 0 (p = ½), by marching squares with
 * linear interpolation, in the plane's coordinates (y up). A closed line repeats its first point; a
 * line that leaves the grid ends at the grid's edge. Unlike filled contours, no line runs along the
 * grid's own edge. Cells with a non-finite corner have no boundary.
 */
export function boundaryLines({ size, extent, logits }: FieldGrid): Point[][] {
  if (size < 2 || logits.length < size * size) return [];
  // An edge is numbered by its left or lower grid point i: 2i is the edge to the right, 2i + 1 the
  // edge upwards.
  const scratch = scratchOf(size);
  const { links, seen } = scratch;
  const used: number[] = [];
  const link = (from: number, to: number) => {
    if (links[2 * from] === -1) {
      links[2 * from] = to;
      used.push(from);
    } else links[2 * from + 1] = to;
  };
  const edgeOf = (i: number, side: number) =>
    side === 0 ? 2 * i : side === 1 ? 2 * (i + 1) + 1 : side === 2 ? 2 * (i + size) : 2 * i + 1;
  for (let row = 0; row + 1 < size; row++) {
    for (let column = 0; column + 1 < size; column++) {
      const i = row * size + column;
      const a = logits[i]!;
      const b = logits[i + 1]!;
      const c = logits[i + size + 1]!;
      const d = logits[i + size]!;
      const above = (a > 0 ? 1 : 0) | (b > 0 ? 2 : 0) | (c > 0 ? 4 : 0) | (d > 0 ? 8 : 0);
      if (above === 0 || above === 15) continue;
      const sum = a + b + c + d;
      if (!Number.isFinite(sum)) continue;
      const sides = (sum > 0 ? joinedSaddle[above] : undefined) ?? crossings[above]!;
      for (let k = 0; k < sides.length; k += 2) {
        const [from, to] = [edgeOf(i, sides[k]!), edgeOf(i, sides[k + 1]!)];
        link(from, to);
        link(to, from);
      }
    }
  }

  const perStep = (2 * extent) / (size - 1);
  const pointOn = (edge: number): Point => {
    const i = edge >> 1;
    const upward = (edge & 1) === 1;
    const [from, to] = [logits[i]!, logits[upward ? i + size : i + 1]!];
    const share = from / (from - to);
    const column = (i % size) + (upward ? 0 : share);
    const row = Math.floor(i / size) + (upward ? share : 0);
    return { x: column * perStep - extent, y: row * perStep - extent };
  };

  const lines: Point[][] = [];
  const follow = (start: number) => {
    const line: Point[] = [];
    let edge = start;
    let closed = false;
    for (;;) {
      seen[edge] = 1;
      line.push(pointOn(edge));
      const [first, second] = [links[2 * edge]!, links[2 * edge + 1]!];
      const next = first >= 0 && !seen[first] ? first : second >= 0 && !seen[second] ? second : -1;
      if (next === -1) {
        closed = line.length > 2 && (first === start || second === start);
        break;
      }
      edge = next;
    }
    if (closed) line.push(line[0]!);
    lines.push(line);
  };
  // Open lines are followed first, from their ends, so that none is entered in its middle.
  for (const edge of used) if (!seen[edge] && links[2 * edge + 1] === -1) follow(edge);
  for (const edge of used) if (!seen[edge]) follow(edge);
  scratch.clear(used);
  return lines;
}
