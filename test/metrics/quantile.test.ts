import { expect, it } from "vitest";
import { median, quantile } from "../../src/metrics/quantile";

const { NaN: NOT_A_NUMBER, POSITIVE_INFINITY: INFINITE } = Number;

it("a quantile interpolates between neighbouring values, as NumPy does by default", () => {
  expect(quantile([4, 1, 3, 2], 0.25)).toBe(1.75);
  expect(quantile([4, 1, 3, 2], 0)).toBe(1);
  expect(quantile([4, 1, 3, 2], 1)).toBe(4);
  expect(median([5, 1, 3])).toBe(3);
});

it("a quantile ignores NaN", () => {
  expect(median([NOT_A_NUMBER, 1, 3])).toBe(2);
  expect(median([NOT_A_NUMBER])).toBeNaN();
  expect(median([])).toBeNaN();
});

it("a quantile between infinite values is infinite", () => {
  expect(quantile([1, INFINITE, INFINITE, INFINITE], 0.5)).toBe(INFINITE);
  expect(quantile([1, 2, INFINITE], 0.75)).toBe(INFINITE);
});
