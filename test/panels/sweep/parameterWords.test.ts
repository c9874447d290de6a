import { describe, expect, it } from "vitest";
import type { SweepAxis } from "../../../src/experiment/sweep";
import { numberFormats } from "../../../src/i18n";
import { axisTexts, valueText } from "../../../src/panels/sweep/parameterWords";
import { focal } from "../../store/sweep/sweepRuns";

const format = numberFormats("en");
const texts = (axis: Omit<SweepAxis, "parameter">) => axisTexts({ parameter: "learningRate", ...axis }, focal, format);

describe("an axis's values", () => {
  it("have enough decimals to differ, and no zero before the point on a scale of shares", () => {
    expect(texts({ from: 0.2, to: 0.95, count: 4, spacing: "linear" })).toEqual([".20", ".45", ".70", ".95"]);
    expect(texts({ from: 0, to: 3.75, count: 3, spacing: "linear" })).toEqual(["0.000", "1.875", "3.750"]);
    expect(texts({ from: 1, to: 4, count: 4, spacing: "linear" })).toEqual(["1", "2", "3", "4"]);
  });

  it("have two digits on a log axis, and more if two would look the same", () => {
    expect(texts({ from: 0.001, to: 0.1, count: 3, spacing: "log" })).toEqual([".001", ".01", ".1"]);
    const close = texts({ from: 1, to: 1.1, count: 5, spacing: "log" });
    expect(new Set(close).size).toBe(5);
  });
});

it("a single value is written in full", () => {
  expect([0.75, 2, 0.0001, 1000].map((value) => valueText(value, format))).toEqual([".75", "2", ".0001", "1,000"]);
});
