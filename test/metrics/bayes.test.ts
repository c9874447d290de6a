import { describe, expect, it } from "vitest";
import { defaultDataset } from "../../src/datasets";
import { tutorialExperiment } from "../../src/experiment/defaults";

import { bayesBoundary, bayesOptimum } from "../../src/metrics/bayes";
import { bestWeight } from "../../src/metrics/bestWeight";
import { positiveProbability } from "../../src/metrics/positiveProbability";

const { dataset } = tutorialExperiment;

describe("the rings' Bayes optimum", () => {
  // Alpha, r*, recall, precision, F1, accuracy.
  it.each([
    [0.25, 5.0, 0.5, 0.925, 0.649, 0.9826],
    [0.5, 5.366, 0.643, 0.835, 0.727, 0.9844],
    [0.75, 5.732, 0.768, 0.687, 0.725, 0.9812],
    [0.9, 6.099, 0.864, 0.501, 0.635, 0.9679],
    [30 / 31, 6.5, 0.933, 0.318, 0.474, 0.9332],
  ])("has the known metrics at alpha %f", (alpha, radius, recall, precision, f1, accuracy) => {
    const { boundary, metrics } = bayesBoundary(dataset, alpha)!;
    expect(boundary.at.name).toBe("r");
    expect(boundary.at.value).toBeCloseTo(radius, 3);
    expect(metrics.recall).toBeCloseTo(recall, 2.5);
    expect(metrics.precision).toBeCloseTo(precision, 2.5);
    expect(metrics.f1).toBeCloseTo(f1, 2.5);
    expect(metrics.accuracy).toBeCloseTo(accuracy, 3.5);
  });

  it("has its best F1 at the known weight", () => {
    const best = bayesBoundary(dataset, bestWeight(dataset, "f1")!)!;
    expect(best.metrics.f1).toBeCloseTo(0.737, 3);
    expect(best.boundary.at.value).toBeCloseTo(5.546, 2);
  });

  it("is the most accurate radius at alpha one half", () => {
    const best = bayesOptimum(dataset, 0.5)!;
    for (const alpha of [0.45, 0.55])
      expect(bayesOptimum(dataset, alpha)!.metrics.accuracy).toBeLessThan(best.metrics.accuracy);
  });

  it("predicts one class everywhere if the rings coincide", () => {
    const same = { ...dataset, negativeRadius: 5 };
    expect(bayesBoundary(same, 0.5)).toBeNull();
    expect(bayesOptimum(same, 0.5)).toMatchObject({
      metrics: { recall: 0, precision: Number.NaN, f1: 0, accuracy: 6000 / 6200 },
    });
    expect(bayesOptimum(same, 0.999)!.metrics.recall).toBe(1);
  });

  it("separates rings without spread", () => {
    expect(bayesOptimum({ ...dataset, standardDeviation: 0 }, 0.5)).toMatchObject({
      metrics: { recall: 1, precision: 1, accuracy: 1 },
    });
  });
});

describe("the best weight", () => {
  it.each([
    ["rings", "f1"],
    ["rings", "accuracy"],
    ["blobs", "f1"],
    ["blobs", "accuracy"],
  ] as const)("on %s is best in %s, even with few positives", (kind, metric) => {
    for (const positives of [1, 200, 6000]) {
      const data = defaultDataset(kind, { positives, negatives: 6000 });
      const best = bestWeight(data, metric)!;
      expect(best).toBeGreaterThan(0);
      const value = (weight: number) => bayesOptimum(data, weight)!.metrics[metric];
      for (const odds of [0.01, 0.3, 0.9, 1.1, 3, 100]) {
        const other = (best * odds) / (best * odds + 1 - best);
        expect(value(best) - value(other)).toBeGreaterThan(-1e-12);
      }
    }
  });

  it("is one half for the accuracy", () => {
    for (const kind of ["rings", "blobs"] as const)
      expect(bestWeight(defaultDataset(kind), "accuracy")).toBeCloseTo(0.5, 6);
  });
});

describe("the true probability", () => {
  it("is one half on the unweighted Bayes boundary", () => {
    const { value } = bayesBoundary(dataset, 0.5)!.boundary.at;
    expect(positiveProbability(dataset, value, 0)).toBeCloseTo(0.5, 12);
  });

  it("is the positives' share of both densities", () => {
    const density = (radius: number, mean: number) => Math.exp(-((radius - mean) ** 2) / 2);
    for (const radius of [0, 4, 5.5, 6.5, 9]) {
      const positive = 200 * density(radius, 5);
      const negative = 6000 * density(radius, 8);
      expect(positiveProbability(dataset, 0, -radius)).toBeCloseTo(positive / (positive + negative), 12);
    }
  });
});

describe("a data set without a closed form", () => {
  it("has no optimum, no boundary, no best weight and no true probability", () => {
    const moons = defaultDataset("moons");
    expect([bayesOptimum(moons, 0.5), bayesBoundary(moons, 0.5), bestWeight(moons, "f1")]).toEqual([null, null, null]);
    expect(positiveProbability(moons, 0, 0)).toBeNull();
  });
});
