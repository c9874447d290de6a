import { describe, expect, it } from "vitest";
import { type ScaleKind, symlogThreshold, valueScale, valueTicks } from "../../src/charts/parts/axis/valueScale";

const kinds: readonly ScaleKind[] = ["linear", "log", "symlog"];
/** Tolerance in pixels: float64 roundings of the logarithms. */
const ROUNDINGS_PX = 1e-9;

describe.each(kinds)("the %s scale", (kind) => {
  it("maps the ends of its domain to the ends of its range, and larger values higher", () => {
    const scale = valueScale(kind, [0.01, 50], [200, 10]);
    expect(scale(0.01)).toBeCloseTo(200, 9);
    expect(scale(50)).toBeCloseTo(10, 9);
    let last = Number.POSITIVE_INFINITY;
    for (const value of [0.01, 0.02, 0.5, 3, 49, 80]) {
      expect(scale(value)).toBeLessThan(last);
      last = scale(value);
    }
  });

  it("maps each value to a pixel and back", () => {
    const scale = valueScale(kind, [0.01, 50], [200, 10]);
    for (const value of [0.01, 0.3, 1, 7, 50]) {
      expect(Math.abs(scale.invert(scale(value)) / value - 1)).toBeLessThan(ROUNDINGS_PX);
    }
    expect(valueScale("symlog", [-50, 50], [0, 100]).invert(50)).toBeCloseTo(0, 9);
  });

  it("returns no more round ticks than requested, each within the domain", () => {
    for (const domain of [
      [0.001, 1],
      [0, 14],
      [-3, 20],
      [-120, 0],
      [0, 1e6],
    ] as const) {
      const ticks = valueTicks(kind, domain, 5);
      expect(ticks.length).toBeLessThanOrEqual(5);
      expect(ticks).toEqual([...ticks].sort((a, b) => a - b));
      for (const tick of ticks) expect(tick >= domain[0] && tick <= domain[1]).toBe(true);
    }
  });

  it("has no pixel for any value if its domain is empty or not a number", () => {
    for (const domain of [
      [1, 1],
      [Number.NaN, 1],
    ] as const) {
      expect(valueScale(kind, domain, [100, 0])(1)).toBeNaN();
      expect(valueTicks(kind, domain, 5)).toEqual([]);
    }
  });
});

describe("the log scale", () => {
  it("has no pixel for values of 0 or less, and equal distances for equal ratios", () => {
    const scale = valueScale("log", [0.1, 10], [100, 0]);
    expect(scale(0)).toBeNaN();
    expect(scale(-1)).toBeNaN();
    expect(Math.abs(scale(0.1) - scale(1) - (scale(1) - scale(10)))).toBeLessThan(ROUNDINGS_PX);
  });
});

describe("the symlog scale", () => {
  it("is symmetric about 0", () => {
    const scale = valueScale("symlog", [-20, 20], [100, 0]);
    expect(scale(0)).toBeCloseTo(50, 9);
    for (const value of [0.01, 1, 20]) expect(scale(value) - 50).toBeCloseTo(50 - scale(-value), 9);
  });

  it("is nearly straight below its threshold and logarithmic far above", () => {
    const domain = [0, 100] as const;
    const threshold = symlogThreshold(domain);
    expect(threshold).toBe(0.1);
    const scale = valueScale("symlog", domain, [0, 1]);
    expect(scale(threshold / 50) / scale(threshold / 100)).toBeCloseTo(2, 1);
    expect((scale(100) - scale(10)) / (scale(10) - scale(1))).toBeCloseTo(1, 1);
  });

  it("has ticks at 0 and at powers of ten", () => {
    expect(valueTicks("symlog", [0, 14], 5)).toEqual([0, 0.1, 1, 10]);
    expect(valueTicks("symlog", [-14, 14], 7)).toEqual([-10, -1, -0.1, 0, 0.1, 1, 10]);
    expect(valueTicks("symlog", [-14, 14], 5)).toEqual([-10, -0.1, 0, 0.1, 10]);
  });
});
