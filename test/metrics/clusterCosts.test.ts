import { describe, expect, it } from "vitest";
import { adaptiveClusters, expectedMultiplications, runningShares, zipfShares } from "../../src/metrics/clusterCosts";

/** Relative: sums of a thousand float64 shares. */
const SUMMED_FLOAT64 = 1e-12;

describe("costs of an adaptive softmax", () => {
  const sizes = { inFeatures: 64, classes: 1000, cutoffs: [20, 200], divValue: 4 };

  it("own the weights that torch's modules own", () => {
    // head: Linear(64, 20 + 2); tails: Linear(64, 16), Linear(16, 180) and Linear(64, 4), Linear(4, 800); all without bias.
    expect(adaptiveClusters(sizes).map(({ multiplications }) => multiplications)).toEqual([
      64 * 22,
      64 * 16 + 16 * 180,
      64 * 4 + 4 * 800,
    ]);
  });

  it("cost on average what counting sample by sample costs", () => {
    const clusters = adaptiveClusters(sizes);
    const shares = zipfShares(sizes.classes);
    const counted = shares.reduce((sum, share, c) => {
      const tail = clusters.slice(1).find(({ first, end }) => c >= first && c < end);
      return sum + share * (clusters[0]!.multiplications + (tail?.multiplications ?? 0));
    }, 0);
    const expected = expectedMultiplications(clusters, runningShares(shares));
    expect(Math.abs(expected - counted) / counted).toBeLessThan(SUMMED_FLOAT64);
    expect(expected).toBeLessThan(64 * 1000);
  });

  it("make a class of rank 4 a quarter as frequent as the first", () => {
    const shares = zipfShares(4);
    expect(shares[0]! / shares[3]!).toBeCloseTo(4, 12);
    expect(runningShares(shares)[4]).toBeCloseTo(1, 12);
  });
});
