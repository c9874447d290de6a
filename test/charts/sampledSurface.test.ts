import { describe, expect, it } from "vitest";
import { triangleWindow } from "../../src/charts/simplex/simplexGeometry";
import { arrowPath, descentArrows } from "../../src/charts/surface/descentArrows";
import { flatMinimumOf, isoLines } from "../../src/charts/surface/isoLines";
import { type PlaneFunction, sampleSurface, surfaceScale } from "../../src/charts/surface/sampledSurface";

const window = { x: [-2, 2], y: [-1, 1] } as const;
const SIZE = 61;

function plane(value: (x: number, y: number) => number, descent = (_x: number, _y: number) => [0, 0]): PlaneFunction {
  return (x, y) => ({
    value: x.map((each, i) => value(each, y[i]!)),
    descentX: x.map((each, i) => descent(each, y[i]!)[0]!),
    descentY: x.map((each, i) => descent(each, y[i]!)[1]!),
  });
}

/**
 * The bisection of the region's edge ends 2⁻¹² of a cell away, and the tolerance for "least"
 * reaches a little further.
 */
const HALVED = 1e-4;
/** Values are float32 and linear between nodes. */
const LINEAR = 1e-5;

describe("the sampled surface of a loss", () => {
  it("has iso-lines in the plane's coordinates when x and y have different ranges", () => {
    const lines = isoLines(
      sampleSurface(
        plane((x, y) => x + 2 * y),
        window,
        SIZE,
      ),
      0.5,
    );
    expect(lines).toHaveLength(1);
    for (const { x, y } of lines[0]!) expect(Math.abs(x + 2 * y - 0.5)).toBeLessThan(LINEAR);
  });

  it("keeps a line along each side of a sheared window's triangle straight, however steep the loss is", () => {
    const height = triangleWindow.y[1];
    const sides: [string, (x: number, y: number) => number][] = [
      ["bottom", (_x, y) => y / height],
      ["left", (x, y) => x - y / height / 2],
      ["right", (x, y) => 1 - x - y / height / 2],
    ];
    for (const [side, share] of sides) {
      const sampled = sampleSurface(
        plane((x, y) => -Math.log(Math.max(0.006, share(x, y)))),
        triangleWindow,
        SIZE,
      );
      const line = isoLines(sampled, 3).flat();
      const along = line.map(({ x, y }) => share(x, y));
      expect(Math.max(...along) - Math.min(...along), side).toBeLessThan(LINEAR);
    }
  });

  it("finds the edge of the region of least loss at its kink, not at the nearest nodes", () => {
    const surface = plane((x, y) => Math.max(0, 0.7 - Math.hypot(x, y)));
    const floor = flatMinimumOf(sampleSurface(surface, window, SIZE), surface)!;
    expect(floor.value).toBe(0);
    expect(floor.share).toBeCloseTo(1 - (Math.PI * 0.7 ** 2) / 8, 1);
    expect(floor.edge).toHaveLength(1);
    for (const { x, y } of floor.edge[0]!) expect(Math.abs(Math.hypot(x, y) - 0.7)).toBeLessThan(HALVED);
    for (const { x, y } of floor.places) expect(Math.hypot(x, y)).toBeGreaterThanOrEqual(0.7);
  });

  it("does not treat a single deepest point as a region", () => {
    const surface = plane((x, y) => x * x + y * y);
    expect(flatMinimumOf(sampleSurface(surface, window, SIZE), surface)).toBeNull();
  });

  it("keeps levels for the rest of the plane when the loss is unbounded at one point", () => {
    const sampled = sampleSurface(
      plane((x, y) => 1 / Math.hypot(x, y)),
      window,
      SIZE,
    );
    const { high, levels } = surfaceScale(sampled);
    expect(high).toBeLessThan(20);
    expect(levels.length).toBeGreaterThan(1);
    expect(levels.every((level) => level <= high)).toBe(true);
  });

  it("has no levels where the loss is constant or not a number", () => {
    for (const value of [3, Number.NaN, Number.POSITIVE_INFINITY]) {
      const { levels, low, high } = surfaceScale(
        sampleSurface(
          plane(() => value),
          window,
          SIZE,
        ),
      );
      expect(levels).toEqual([]);
      expect(high).toBeGreaterThan(low);
    }
  });

  it("draws gradients as arrows in the right direction on a screen whose y runs down, and none where the gradient is 0", () => {
    const toPx = ({ x, y }: { x: number; y: number }) => ({ x: (x + 2) * 100, y: (1 - y) * 100 });
    const surface = plane(
      () => 0,
      (x) => (x > 0 ? [0, 1] : [0, 0]),
    );
    const { arrows, steepest } = descentArrows(surface, window, toPx, 20);
    expect(steepest).toBe(1);
    expect(arrows).toHaveLength(100);
    for (const { from, to } of arrows) {
      expect(from.x).toBeGreaterThan(200);
      expect(to.x).toBeCloseTo(from.x, 6);
      expect(to.y).toBeLessThan(from.y);
    }
    expect(arrowPath({ from: { x: 1, y: 1 }, to: { x: 1, y: 1 } }, 4)).toBe("");
  });
});
