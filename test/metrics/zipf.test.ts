import { describe, expect, it } from "vitest";
import { runningShares, zipfShares } from "../../src/metrics/zipf";

/** Sums of a few float64 shares. */
const FLOAT64_DIGITS = 12;

describe("Zipf's law", () => {
  it("makes the class of rank 4 a quarter as frequent as the first", () => {
    const shares = zipfShares(4);
    expect(shares[0]! / shares[3]!).toBeCloseTo(4, FLOAT64_DIGITS);
  });

  it("gives shares that add up to 1, the frequent classes first", () => {
    const shares = zipfShares(50);
    const running = runningShares(shares);
    expect(running[0]).toBe(0);
    expect(running[2]).toBeCloseTo(shares[0]! + shares[1]!, FLOAT64_DIGITS);
    expect(running[50]).toBeCloseTo(1, FLOAT64_DIGITS);
  });
});
