import { describe, expect, it } from "vitest";
import { boundaryLines } from "../../src/charts/field/boundary";

const size = 41;
const extent = 10;

function grid(logit: (x: number, y: number) => number) {
  const logits = new Float32Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const at = (i: number) => -extent + (2 * extent * i) / (size - 1);
      logits[row * size + column] = logit(at(column), at(row));
    }
  }
  return { size, extent, logits };
}

/** Linear interpolation between points half a unit apart, on a function whose curvature is 1/5. */
const INTERPOLATION = 0.02;

describe("boundaryLines", () => {
  it("follows a circle of logit 0 as one closed line", () => {
    const lines = boundaryLines(grid((x, y) => 5 - Math.hypot(x, y)));
    expect(lines).toHaveLength(1);
    const line = lines[0]!;
    expect(line[0]).toEqual(line.at(-1));
    for (const { x, y } of line) expect(Math.abs(Math.hypot(x, y) - 5)).toBeLessThan(INTERPOLATION);
  });

  it("follows a straight boundary exactly, from edge to edge of the grid", () => {
    const lines = boundaryLines(grid((x, y) => 2 * x - y + 1));
    expect(lines).toHaveLength(1);
    for (const { x, y } of lines[0]!) expect(Math.abs(2 * x - y + 1)).toBeLessThan(1e-5);
    const ys = lines[0]!.map(({ y }) => y);
    expect(Math.min(...ys)).toBeCloseTo(-extent, 5);
    expect(Math.max(...ys)).toBeCloseTo(extent, 5);
  });

  it("draws the boundary of a positive region at the top at the top", () => {
    const lines = boundaryLines(grid((_x, y) => y - 7.3));
    for (const { y } of lines[0]!) expect(y).toBeCloseTo(7.3, 4);
  });

  it("draws two separate regions as two lines, and nothing along the grid's edge", () => {
    const lines = boundaryLines(grid((x, y) => Math.max(2 - Math.hypot(x - 5, y), 2 - Math.hypot(x + 5, y))));
    expect(lines).toHaveLength(2);
    expect(boundaryLines(grid(() => 1))).toEqual([]);
    expect(boundaryLines(grid(() => -1))).toEqual([]);
  });

  it("keeps a saddle's two lines apart, whichever pair of corners is higher", () => {
    for (const sign of [1, -1]) {
      const lines = boundaryLines({
        size: 2,
        extent: 1,
        logits: new Float32Array([1, -1, -1, 1].map((v) => sign * v)),
      });
      expect(lines).toHaveLength(2);
      for (const line of lines) expect(line).toHaveLength(2);
    }
  });

  it("has no boundary where the network has diverged, and no NaN in what remains", () => {
    expect(boundaryLines(grid(() => Number.NaN))).toEqual([]);
    const half = boundaryLines(grid((x, y) => (x < 0 ? Number.NaN : y)));
    for (const { x, y } of half.flat()) expect(Number.isFinite(x + y)).toBe(true);
    expect(
      boundaryLines(grid((x) => (x > 0 ? Number.POSITIVE_INFINITY : -1)))
        .flat()
        .some(({ x }) => Number.isNaN(x)),
    ).toBe(false);
    expect(boundaryLines({ size: 0, extent: 1, logits: new Float32Array() })).toEqual([]);
  });

  it("keeps nothing of an earlier plane of any size", () => {
    const circle = grid((x, y) => 5 - Math.hypot(x, y));
    const cross = grid((x, y) => x * y);
    const small = { size: 3, extent: 1, logits: Float32Array.of(1, 1, 1, 1, -1, 1, 1, 1, 1) };
    const first = [circle, cross, small].map(boundaryLines);
    for (const [i, plane] of [small, cross, circle, cross, small].entries()) {
      expect(boundaryLines(plane)).toEqual(first[[2, 1, 0, 1, 2][i]!]);
    }
  });
});
