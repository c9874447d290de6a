import { expect, it } from "vitest";
import { tutorialExperiment } from "../../src/experiment/defaults";
import { bayesRadius } from "../../src/metrics/bayes";
import { positiveProbability } from "../../src/metrics/positiveProbability";

const { dataset } = tutorialExperiment;

it("is one half on the unweighted Bayes boundary", () => {
  expect(positiveProbability(dataset, bayesRadius(dataset, 0.5))).toBeCloseTo(0.5, 12);
});

it("is the positives' share of both densities at a radius", () => {
  const density = (radius: number, mean: number) => Math.exp(-((radius - mean) ** 2) / 2);
  for (const radius of [0, 4, 5.5, 6.5, 9]) {
    const positive = 200 * density(radius, 5);
    const negative = 6000 * density(radius, 8);
    expect(positiveProbability(dataset, radius)).toBeCloseTo(positive / (positive + negative), 12);
  }
});
