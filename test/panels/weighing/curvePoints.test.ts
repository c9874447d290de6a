import { describe, expect, it } from "vitest";
import { axisDomain, axisPosition, curveGrid, pointAt } from "../../../src/panels/weighing/curvePoints";
import type { CurveAxis } from "../../../src/store/state";

const axes: readonly CurveAxis[] = ["probability", "logit", "margin", "residual"];
/** For σ and its inverse. */
const ROUND_TRIP = 9;

describe.each(axes)("the axis of the %s", (axis) => {
  it("maps every sample to a position and back", () => {
    for (const label of [0, 1] as const) {
      for (const logit of [-5, -0.3, 0, 2, 5.9]) {
        const found = pointAt(axis, axisPosition(axis, { label, logit }), label);
        expect(found.label).toBe(label);
        expect(found.logit).toBeCloseTo(logit, ROUND_TRIP);
      }
    }
  });

  it("draws each label's samples at the positions of its logits", () => {
    const grid = curveGrid(axis);
    const [lower, upper] = axisDomain(axis);
    for (const { label, x, logits } of [grid.positive, grid.negative]) {
      for (let i = 1; i < x.length; i++) expect(x[i]!).toBeGreaterThan(x[i - 1]!);
      expect(x[0]).toBeGreaterThanOrEqual(lower);
      expect(x.at(-1)).toBeLessThanOrEqual(upper);
      expect(logits.every(Number.isFinite)).toBe(true);
      const middle = 100;
      expect(axisPosition(axis, { label, logit: logits[middle]! })).toBeCloseTo(x[middle]!, ROUND_TRIP);
    }
  });
});

describe("the axis of the margin", () => {
  it("has correct predictions on the right for both labels", () => {
    expect(axisPosition("margin", { label: 1, logit: 3 })).toBe(3);
    expect(axisPosition("margin", { label: 0, logit: -3 })).toBe(3);
  });
});

describe("the axis of the residual", () => {
  it("gives each label its own half, and the probe the label of its new half", () => {
    const { positive, negative } = curveGrid("residual");
    expect([positive.x[0], positive.x.at(-1)]).toEqual([-1, 0]);
    expect([negative.x[0], negative.x.at(-1)]).toEqual([0, 1]);
    expect(pointAt("residual", -0.25, 0)).toEqual({ label: 1, logit: expect.closeTo(Math.log(3), 9) });
    expect(pointAt("residual", 0.25, 1)).toEqual({ label: 0, logit: expect.closeTo(-Math.log(3), 9) });
  });
});
