import { expect, it } from "vitest";
import { numberFormats } from "../../src/i18n";
import { boundedRatio } from "../../src/panels/format/boundedRatio";

it.each([
  [3.21, "3.2"],
  [0.25, "0.25"],
  [0, "0"],
  [1000, "1,000"],
  [280_000, "> 1,000"],
  [4.22e22, "> 1,000"],
  [Number.POSITIVE_INFINITY, "> 1,000"],
  [2e-9, "< 0.001"],
  [Number.NaN, "–"],
])("a ratio of %d reads %s", (ratio, text) => {
  expect(boundedRatio(ratio, 2, numberFormats("en"))).toBe(text);
});
