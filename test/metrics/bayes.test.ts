import { describe, expect, it } from "vitest";
import { generateSamples } from "../../src/datasets";
import { tutorialExperiment } from "../../src/experiment/defaults";
import { bayesOptimum, bayesRadius, bestWeight } from "../../src/metrics/bayes";
import { normalCdf } from "../../src/metrics/normalCdf";

const { dataset } = tutorialExperiment;

describe("the rings' Bayes optimum", () => {
  // CATALOGUE section 2: alpha, r*, recall, precision, F1, accuracy.
  it.each([
    [0.25, 5.0, 0.5, 0.925, 0.649, 0.9826],
    [0.5, 5.366, 0.643, 0.835, 0.727, 0.9844],
    [0.75, 5.732, 0.768, 0.687, 0.725, 0.9812],
    [0.9, 6.099, 0.864, 0.501, 0.635, 0.9679],
    [30 / 31, 6.5, 0.933, 0.318, 0.474, 0.9332],
  ])("at alpha %f has the catalogue's figures", (alpha, radius, recall, precision, f1, accuracy) => {
    const optimum = bayesOptimum(dataset, alpha);
    expect(optimum.radius).toBeCloseTo(radius, 3);
    expect(optimum.metrics.recall).toBeCloseTo(recall, 2.5);
    expect(optimum.metrics.precision).toBeCloseTo(precision, 2.5);
    expect(optimum.metrics.f1).toBeCloseTo(f1, 2.5);
    expect(optimum.metrics.accuracy).toBeCloseTo(accuracy, 3.5);
  });

  it("has its best F1 where the catalogue says", () => {
    const best = bayesOptimum(dataset, bestWeight(dataset, "f1"));
    expect(best.metrics.f1).toBeCloseTo(0.737, 3);
    expect(best.radius).toBeCloseTo(5.546, 2);
  });

  it("is what counting a large sample gives, also with the positives outside", () => {
    for (const radii of [
      { positiveRadius: 5, negativeRadius: 8 },
      { positiveRadius: 9, negativeRadius: 7 },
    ]) {
      const large = { ...dataset, ...radii, positives: 40_000, negatives: 160_000, standardDeviation: 1.5 };
      const optimum = bayesOptimum(large, 0.6);
      const { features, labels } = generateSamples(large, 1);
      const inside = large.positiveRadius < large.negativeRadius;
      let hits = 0;
      let called = 0;
      for (let row = 0; row < labels.length; row++) {
        const within = Math.hypot(features[2 * row]!, features[2 * row + 1]!) < optimum.radius;
        if (within !== inside) continue;
        called++;
        hits += labels[row]!;
      }
      const SAMPLING = 0.012; // five standard errors of a share of 40,000
      expect(Math.abs(hits / large.positives - optimum.metrics.recall)).toBeLessThan(SAMPLING);
      expect(Math.abs(hits / called - optimum.metrics.precision)).toBeLessThan(SAMPLING);
    }
  });

  it("is the most accurate radius at alpha one half", () => {
    const best = bayesOptimum(dataset, 0.5);
    for (const alpha of [0.45, 0.55])
      expect(bayesOptimum(dataset, alpha).metrics.accuracy).toBeLessThan(best.metrics.accuracy);
  });

  it("calls one class everywhere where the rings coincide", () => {
    const same = { ...dataset, negativeRadius: 5 };
    expect(bayesRadius(same, 0.5)).toBe(Number.NEGATIVE_INFINITY);
    expect(bayesOptimum(same, 0.5)).toMatchObject({
      metrics: { recall: 0, precision: 0, f1: 0, accuracy: 6000 / 6200 },
    });
    expect(bayesOptimum(same, 0.999).metrics.recall).toBe(1);
  });

  it("separates rings without spread", () => {
    expect(bayesOptimum({ ...dataset, standardDeviation: 0 }, 0.5)).toMatchObject({
      metrics: { recall: 1, precision: 1, accuracy: 1 },
    });
  });
});

describe("the normal distribution", () => {
  // Values of Φ from tables with 15 digits.
  it.each([
    [0, 0.5],
    [1, 0.841344746068543],
    [-2, 0.0227501319481792],
    [4.9, 0.999999520816723],
    [-5.1, 1.69826740714723e-7],
    [-10, 7.61985302416053e-24],
  ])("at %f is %f", (z, value) => {
    expect(Math.abs(normalCdf(z) - value)).toBeLessThan(1e-13 * Math.max(value, 1e-3));
  });
});
