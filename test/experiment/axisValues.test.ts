import { describe, expect, it } from "vitest";
import { axisValues } from "../../src/experiment/sweep";

const axis = (from: number, to: number, count: number, spacing: "linear" | "log" = "linear") =>
  axisValues({ parameter: "loss.alpha", from, to, count, spacing });

describe("the values of a sweep's axis", () => {
  it.each([
    [-0.3, 0.6, 4],
    [-0.1, 0.2, 31],
    [-10, 2, 25],
    [-0.7, 0.1, 9],
    [-1e-9, 2e-9, 4],
  ])("have 0 itself where the axis from %d to %d passes it", (from, to, count) => {
    const values = axis(from, to, count);
    const closest = values.reduce((best, value) => (Math.abs(value) < Math.abs(best) ? value : best));
    expect(Object.is(closest, 0)).toBe(true);
  });

  it("keep small values that are not 0", () => {
    expect(axis(0, 1e-9, 3)).toEqual([0, 5e-10, 1e-9]);
    expect(axis(1e-8, 1, 3, "log")).toEqual([1e-8, 1e-4, 1]);
  });

  it("are decimal numbers as they are written", () => {
    expect(axis(0.2, 0.4, 5)).toEqual([0.2, 0.25, 0.3, 0.35, 0.4]);
    expect(axis(-0.3, 0.6, 4)).toEqual([-0.3, 0, 0.3, 0.6]);
  });
});
