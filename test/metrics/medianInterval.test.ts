import { describe, expect, it } from "vitest";
import { medianInterval } from "../../src/metrics/medianInterval";
import { createRandom } from "../../src/probability/random";

/**
 * Each of n values is above or below the median, in 2ⁿ ways: the share of them in which the
 * interval from the k-th smallest to the k-th largest contains the median.
 */
function enumeratedCoverage(n: number, rank: number): number {
  let holds = 0;
  for (let pattern = 0; pattern < 2 ** n; pattern++) {
    let below = 0;
    for (let i = 0; i < n; i++) below += (pattern >> i) & 1;
    if (below >= rank && n - below >= rank) holds++;
  }
  return holds / 2 ** n;
}

const ranked = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

describe("the interval of a median", () => {
  it.each([6, 7, 8, 10, 13, 16])(
    "of %i values is the narrowest pair of order statistics that covers the median in 95 of 100 samples",
    (n) => {
      const { low, high, coverage } = medianInterval(ranked(n), 0.95)!;
      expect(low + high).toBe(n + 1);
      expect(coverage).toBeCloseTo(enumeratedCoverage(n, low), 12);
      expect(coverage).toBeGreaterThanOrEqual(0.95);
      expect(enumeratedCoverage(n, low + 1)).toBeLessThan(0.95);
    },
  );

  it("of 32 values runs from the 10th to the 23rd", () => {
    const interval = medianInterval(ranked(32).toReversed(), 0.95)!;
    expect(interval).toMatchObject({ low: 10, high: 23 });
    expect(interval.coverage).toBeCloseTo(0.9799, 4);
  });

  it("exists from six values on at 95 %", () => {
    expect(medianInterval([1, 2, 3, 4, 5], 0.95)).toBeNull();
    expect(medianInterval([], 0.95)).toBeNull();
    expect(medianInterval(ranked(6), 0.95)).toEqual({ low: 1, high: 6, coverage: 0.96875 });
  });

  it("covers the median of a skewed distribution as often as stated", () => {
    const random = createRandom(7, "data");
    const median = Math.log(2); // of the exponential distribution
    const samples = 4000;
    let held = 0;
    for (let i = 0; i < samples; i++) {
      const { low, high } = medianInterval(
        Array.from({ length: 16 }, () => -Math.log(1 - random.uniform())),
        0.95,
      )!;
      if (low <= median && median <= high) held++;
    }
    // 0.9787 is exact; its sampling error is 0.0023.
    expect(held / samples).toBeCloseTo(0.9787, 1.9);
  });
});
