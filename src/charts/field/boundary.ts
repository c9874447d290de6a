import type { Point } from "../labels/placeLabels";
import type { FieldGrid } from "./FieldPainter";

/** Edges of a cell in the order bottom, right, top, left; pairs of edges that the level crosses, by which corners lie above it. */
const crossings: readonly (readonly (readonly [number, number])[])[] = [
  [], //                      no corner
  [[3, 0]], //                bottom left (bit 0)
  [[0, 1]], //                bottom right (bit 1)
  [[3, 1]],
  [[1, 2]], //                top right (bit 2)
  [], //                      a saddle: decided by the cell's mean
  [[0, 2]],
  [[3, 2]],
  [[2, 3]], //                top left (bit 3)
  [[2, 0]],
  [], //                      the other saddle
  [[2, 1]],
  [[1, 3]],
  [[1, 0]],
  [[0, 3]],
  [],
];

/**
 * The learned boundary: lines of the plane where the logit is 0 (p = ½), by marching squares with linear interpolation, in the plane's
 * coordinates (y up). A closed line repeats its first point; one that leaves the grid ends at its edge. Unlike filled contours, no line runs
 * along the grid's own edge. Cells with a corner that is not finite have no boundary.
 */
export function boundaryLines({ size, extent, logits }: FieldGrid): Point[][] {
  if (size < 2 || logits.length < size * size) return [];
  // An edge is named by its lower or left grid point: 2i is the edge to the right, 2i + 1 the edge upwards.
  const links = new Int32Array(4 * size * size).fill(-1); // [edge, 2]: the edges next to it on its line
  const used: number[] = [];
  const link = (from: number, to: number) => {
    if (links[2 * from] === -1) {
      links[2 * from] = to;
      used.push(from);
    } else links[2 * from + 1] = to;
  };
  for (let row = 0; row + 1 < size; row++) {
    for (let column = 0; column + 1 < size; column++) {
      const i = row * size + column;
      const [a, b, c, d] = [logits[i]!, logits[i + 1]!, logits[i + size + 1]!, logits[i + size]!];
      const sum = a + b + c + d;
      if (!Number.isFinite(sum)) continue;
      const above = (a > 0 ? 1 : 0) | (b > 0 ? 2 : 0) | (c > 0 ? 4 : 0) | (d > 0 ? 8 : 0);
      const edges = [2 * i, 2 * (i + 1) + 1, 2 * (i + size), 2 * i + 1];
      let pairs = crossings[above]!;
      if (above === 5 || above === 10) {
        const joined = sum > 0 === (above === 5);
        pairs = joined
          ? [
              [0, 1],
              [2, 3],
            ]
          : [
              [3, 0],
              [1, 2],
            ];
      }
      for (const [p, q] of pairs) {
        link(edges[p]!, edges[q]!);
        link(edges[q]!, edges[p]!);
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

  const seen = new Uint8Array(2 * size * size);
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
  // Open lines from their ends first, so that none is entered in its middle.
  for (const edge of used) if (!seen[edge] && links[2 * edge + 1] === -1) follow(edge);
  for (const edge of used) if (!seen[edge]) follow(edge);
  return lines;
}
