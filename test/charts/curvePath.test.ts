import { describe, expect, it } from "vitest";
import { curvePath } from "../../src/charts/curve/curve";
import type { Point } from "../../src/charts/parts/labels/placeLabels";

/**
 * How far a point may be from the path: the tolerance for straight lines, and 0.01 of rounding at
 * both ends of a line.
 */
const OFF_PX = 0.05;

const pointsOf = (path: string): Point[] =>
  [...path.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));

const sampled = (y: (x: number) => number, count = 257): Point[] =>
  Array.from({ length: count }, (_, i) => ({ x: (i * 300) / (count - 1), y: y((i * 300) / (count - 1)) }));

function distanceTo(line: readonly Point[], { x, y }: Point): number {
  const each = line.slice(1).map((to, i) => {
    const from = line[i]!;
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const share = Math.min(1, Math.max(0, ((x - from.x) * dx + (y - from.y) * dy) / (dx * dx + dy * dy)));
    return Math.hypot(from.x + share * dx - x, from.y + share * dy - y);
  });
  return Math.min(...each);
}

describe("curvePath", () => {
  it.each<[string, (x: number) => number, number]>([
    ["a straight line", (x) => 0.7 * x + 3, 2],
    ["a level with a bend", (x) => Math.max(20, x - 100), 5],
    ["a parabola", (x) => (x - 150) ** 2 / 100, 90],
    ["a logarithm that leaves the plot", (x) => -80 * Math.log(x / 300 + 1e-6), 110],
  ])("leaves out points on a straight line of %s without a visible change", (_, y, most) => {
    const points = sampled(y);
    const drawn = pointsOf(curvePath(points));
    expect(drawn.length).toBeLessThanOrEqual(most);
    for (const point of points) expect(distanceTo(drawn, point)).toBeLessThan(OFF_PX);
  });

  it("keeps a corner, a wave one sample wide and both ends", () => {
    const wave = sampled((x) => (Math.round(x) % 2 === 0 ? 10 : 11), 301);
    expect(pointsOf(curvePath(wave))).toHaveLength(301);
    const corner = sampled((x) => Math.abs(x - 150), 301);
    expect(pointsOf(curvePath(corner))).toEqual([corner[0], corner[150], corner[300]]);
  });

  it("breaks at gaps and draws a point between two gaps", () => {
    const gap = { x: 1, y: Number.NaN };
    const at = (x: number, y = 0) => ({ x, y });
    expect(curvePath([gap, at(0), at(1), at(2), gap, at(4, 1), gap, at(6), at(7, 5)])).toBe("M0,0L2,0M4,1ZM6,0L7,5");
    expect(curvePath([])).toBe("");
    expect(curvePath([gap])).toBe("");
  });

  it("draws all of a line that turns back, as boundary lines do", () => {
    const circle = Array.from({ length: 41 }, (_, i) => ({
      x: 100 + 50 * Math.cos((i * Math.PI) / 20),
      y: 100 + 50 * Math.sin((i * Math.PI) / 20),
    }));
    expect(pointsOf(curvePath(circle))).toHaveLength(41);
  });
});
