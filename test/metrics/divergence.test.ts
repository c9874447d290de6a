import { describe, expect, it } from "vitest";
import { jensenShannonContributions, klContributions, SMALLEST_BIN, withBin } from "../../src/metrics/divergence";

/** Sums of five float64 logarithms. */
const FLOAT64_DIGITS = 12;
const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);

describe("divergences, bin by bin", () => {
  const p = [0.1, 0.4, 0.2, 0.25, 0.05];
  const q = [0.3, 0.1, 0.2, 0.15, 0.25];

  it("add up to KL, which is 0 only for equal distributions and is not symmetric", () => {
    expect(sum(klContributions(p, p))).toBe(0);
    const crossEntropy = -p.reduce((total, share, bin) => total + share * Math.log(q[bin]!), 0);
    const entropy = -p.reduce((total, share) => total + share * Math.log(share), 0);
    expect(sum(klContributions(p, q))).toBeCloseTo(crossEntropy - entropy, FLOAT64_DIGITS);
    expect(sum(klContributions(q, p))).toBeGreaterThan(sum(klContributions(p, q)) + 0.01);
  });

  it("are 0 for an empty target bin and infinite for an empty predicted one", () => {
    expect([...klContributions([0, 1], [0.5, 0.5])]).toEqual([0, Math.log(2)]);
    expect(klContributions([0.5, 0.5], [0, 1])[0]).toBe(Number.POSITIVE_INFINITY);
  });

  it("add up to Jensen-Shannon, which is symmetric and at most ln 2", () => {
    expect(sum(jensenShannonContributions(p, q))).toBeCloseTo(sum(jensenShannonContributions(q, p)), FLOAT64_DIGITS);
    expect(sum(jensenShannonContributions([1, 0], [0, 1]))).toBeCloseTo(Math.LN2, FLOAT64_DIGITS);
  });
});

describe("a distribution with one bin dragged", () => {
  const p = [0.1, 0.4, 0.2, 0.25, 0.05];

  it("keeps the sum 1 and the proportions of the other bins", () => {
    const dragged = withBin(p, 1, 0.7);
    expect(dragged[1]).toBe(0.7);
    expect(sum(dragged)).toBeCloseTo(1, FLOAT64_DIGITS);
    // Proportions are exact for shares above the smallest share.
    expect((dragged[3]! - SMALLEST_BIN) / (dragged[0]! - SMALLEST_BIN)).toBeCloseTo(
      (0.25 - SMALLEST_BIN) / (0.1 - SMALLEST_BIN),
      FLOAT64_DIGITS,
    );
  });

  it("never empties a bin, and redistributes evenly if the other bins were empty", () => {
    const full = withBin(p, 2, 1);
    expect(Math.min(...full)).toBeCloseTo(SMALLEST_BIN, FLOAT64_DIGITS);
    const back = withBin(full, 2, 0.2);
    expect(sum(back)).toBeCloseTo(1, FLOAT64_DIGITS);
    for (const bin of [0, 1, 3, 4]) expect(back[bin]).toBeCloseTo(0.2, FLOAT64_DIGITS);
  });
});
