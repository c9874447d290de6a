import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { convexRegions } from "../../../src/panels/weighing/convexRegions";

const grid = Float64Array.from({ length: 241 }, (_, i) => i / 40 - 3);
const sampled = (f: (x: number) => number) => ({ x: grid, y: grid.map(f) });

describe("convexRegions", () => {
  it("have the sign of every sample, wherever the second derivative of a random polynomial changes sign", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -2.5, max: 2.5, noNaN: true }), { maxLength: 4 }),
        fc.boolean(),
        (roots, up) => {
          const curve = sampled((x) => roots.reduce((product, root) => product * (x - root), up ? 1 : -1));
          const spans = convexRegions(curve);
          const largest = Math.max(...curve.y.map(Math.abs));
          for (const [i, x] of grid.entries()) {
            // Values of the size of rounding errors may fall on either side.
            if (Math.abs(curve.y[i]!) < 1e-6 * largest) continue;
            expect(spans.some(([from, to]) => x >= from && x <= to)).toBe(curve.y[i]! > 0);
          }
          for (let i = 1; i < spans.length; i++) expect(spans[i]![0]).toBeGreaterThan(spans[i - 1]![1]);
        },
      ),
      { numRuns: 200, seed: 3 },
    );
  });

  it("end where the line between two samples crosses 0", () => {
    const [span] = convexRegions({ x: [0, 1, 2], y: [3, 1, -3] });
    expect(span).toEqual([0, 1.25]);
  });

  it("count straight parts as convex, with rounding errors left in them", () => {
    expect(convexRegions(sampled(() => 0))).toEqual([[-3, 3]]);
    expect(convexRegions(sampled((x) => (x > 0 ? 1 : -1e-17)))).toEqual([[-3, 3]]);
  });

  it("end next to values that are not numbers", () => {
    expect(convexRegions({ x: [0, 1, 2, 3, 4], y: [1, 1, Number.NaN, 1, 1] })).toEqual([
      [0, 1],
      [3, 4],
    ]);
    expect(convexRegions({ x: [0, 1], y: [Number.NaN, Number.NaN] })).toEqual([]);
  });
});
