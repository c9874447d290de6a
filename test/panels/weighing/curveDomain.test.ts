import { describe, expect, it } from "vitest";
import { lostOnLogAxis, ratioDomain, valueDomain } from "../../../src/panels/weighing/curveDomain";
import { curveGrid } from "../../../src/panels/weighing/curvePoints";

const { logits } = curveGrid("logit").positive;
const curve = (f: (z: number) => number) => ({ logits, y: logits.map(f) });
const crossEntropy = curve((z) => Math.log1p(Math.exp(-z)));

describe("the vertical axis", () => {
  it("ends at 3 for cross entropy: its value at p = .05", () => {
    expect(valueDomain([crossEntropy], "linear", 1)).toEqual([0, 3]);
    expect(ratioDomain([crossEntropy], 1)).toEqual([0, 3]);
  });

  it("extends below 0 for a negative loss, but not for rounding errors", () => {
    const [lower, upper] = valueDomain([curve((z) => -1 - Math.tanh(z))], "linear", 1);
    expect(lower).toBeLessThanOrEqual(-1.9);
    expect(upper).toBe(0);
    expect(valueDomain([crossEntropy, curve(() => -1e-12)], "linear", 1)[0]).toBe(0);
  });

  it("of a ratio extends below 0 where the loss is negative", () => {
    expect(ratioDomain([curve(() => 1), curve(() => -1.9)], 0.2)).toEqual([-2, 1]);
    expect(ratioDomain([curve(() => 1), curve(() => -1e-12)], 0.2)).toEqual([0, 1]);
  });

  it("has both signs for a curvature that changes sign", () => {
    // Up to p = .95 the curve reaches .3; the part below 0 is at most twice that.
    expect(valueDomain([curve((z) => z / 10), curve(() => 0.1)], "linear", 0.25)).toEqual([-1, 0.3]);
    expect(valueDomain([curve((z) => z ** 3 / 90), curve(() => 0.1)], "linear", 0.25)).toEqual([-1, 0.3]);
  });

  it("cuts off a loss that explodes, but not one that is large throughout", () => {
    expect(valueDomain([crossEntropy, curve((z) => Math.exp(-z))], "linear", 1)).toEqual([0, 5]);
    expect(valueDomain([crossEntropy, curve((z) => 100 * Math.log1p(Math.exp(-z)))], "linear", 1)).toEqual([0, 300]);
  });

  it("is at least as high as requested, and finite for any values", () => {
    expect(valueDomain([curve(() => 0.001)], "linear", 1)).toEqual([0, 1]);
    for (const scale of ["linear", "log", "symlog"] as const) {
      const domain = valueDomain([curve((z) => (z > 0 ? Number.POSITIVE_INFINITY : Number.NaN))], scale, 1);
      expect(domain.every(Number.isFinite)).toBe(true);
      expect(domain[1]).toBeGreaterThan(domain[0]);
    }
  });

  it("spans whole decades on a logarithmic axis, at most five", () => {
    const [lower, upper] = valueDomain([curve((z) => Math.exp(-10 * z))], "log", 1);
    expect(Math.log10(upper) - Math.log10(lower)).toBeCloseTo(5, 9);
    expect(Number.isInteger(Math.round(Math.log10(upper) * 1e9) / 1e9)).toBe(true);
  });

  it("contains all curves on a symmetric-logarithmic axis", () => {
    const [, upper] = valueDomain([crossEntropy], "symlog", 1);
    expect(upper).toBeGreaterThanOrEqual(Math.max(...crossEntropy.y));
  });

  it.each([
    ["nothing", crossEntropy],
    ["some", curve((z) => Math.max(0, 1 - z))],
    ["some", curve((z) => z)],
    ["all", curve(() => 0)],
    // Beyond p = .95 the axis does not reach.
    ["nothing", curve((z) => Math.max(0, 3.5 - z))],
  ] as const)("%s is lost on a logarithmic axis, case %#", (lost, drawn) => expect(lostOnLogAxis(drawn)).toBe(lost));
});
