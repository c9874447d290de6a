import { describe, expect, it } from "vitest";
import { clusterOf, softmaxClusters } from "../../../src/losses/classes/softmaxClusters";
import { runningShares, zipfShares } from "../../../src/metrics/zipf";
import {
  expectedMultiplications,
  headMultiplications,
  tailMultiplications,
  weightCount,
} from "../../../src/panels/lossPictures/clusterCosts";
import { classLoss, frequencyWeights } from "../../../src/panels/lossPictures/frequencyWeights";

/** Decimals of log-softmaxes over some hundred classes. */
const FLOAT64_DIGITS = 9;
/** Decimals of sums of products up to some thousands. */
const COST_DIGITS = 6;

const parameters = { in_features: 64, n_classes: 500, cutoffs: [20, 150], div_value: 4, head_bias: false };
const layout = softmaxClusters(parameters);
const shares = zipfShares(500);
const running = runningShares(shares);

describe("costs of an adaptive softmax", () => {
  it("count the weights of torch's layers: Linear(64, 22); Linear(64, 16), Linear(16, 130); Linear(64, 4), Linear(4, 350)", () => {
    expect(headMultiplications(layout)).toBe(64 * 22);
    expect(tailMultiplications(layout, 0)).toBe(64 * 16 + 16 * 130);
    expect(tailMultiplications(layout, 1)).toBe(64 * 4 + 4 * 350);
    expect(weightCount(layout)).toBe(64 * 22 + 64 * 16 + 16 * 130 + 64 * 4 + 4 * 350);
  });

  it("are on average what counting class by class gives", () => {
    const counted = shares.reduce((sum, share, c) => {
      const cluster = clusterOf(layout, c);
      return (
        sum + share * (headMultiplications(layout) + (cluster === null ? 0 : tailMultiplications(layout, cluster)))
      );
    }, 0);
    expect(expectedMultiplications(layout, running)).toBeCloseTo(counted, COST_DIGITS);
  });
});

describe("weights that have learnt the frequencies alone", () => {
  const weights = frequencyWeights(layout, shares, running);

  it.each([0, 19, 20, 149, 150, 499])("give class %i its frequency, in the head and its cluster's part", (label) => {
    const { loss, ofHead } = classLoss(parameters, weights, label);
    expect(loss).toBeCloseTo(-Math.log(shares[label]!), FLOAT64_DIGITS);
    const cluster = clusterOf(layout, label);
    const range = cluster === null ? undefined : layout.clusters[cluster]!;
    const expected = range === undefined ? shares[label]! : running[range.first + range.size]! - running[range.first]!;
    expect(ofHead).toBeCloseTo(-Math.log(expected), FLOAT64_DIGITS);
  });

  it("leave the classes of a tail alike whose projection keeps no feature", () => {
    const narrow = { ...parameters, div_value: 16 };
    const small = softmaxClusters(narrow);
    expect(small.clusters[1]!.projection).toBe(0);
    const { loss, ofHead } = classLoss(narrow, frequencyWeights(small, shares, running), 400);
    expect(loss - ofHead).toBeCloseTo(Math.log(350), FLOAT64_DIGITS);
  });
});
