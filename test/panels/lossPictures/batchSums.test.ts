import { describe, expect, it } from "vitest";
import type { ParameterValues } from "../../../src/language";
import { compileLoss } from "../../../src/language/passes/compile";
import type { LossDefinition } from "../../../src/losses";
import { dice } from "../../../src/losses/batch/dice";
import { focalTversky } from "../../../src/losses/batch/focalTversky";
import { ghmC } from "../../../src/losses/batch/ghmC";
import { jaccard } from "../../../src/losses/batch/jaccard";
import { lovaszHinge } from "../../../src/losses/batch/lovaszHinge";
import { ohem } from "../../../src/losses/batch/ohem";
import { pairwiseAuc } from "../../../src/losses/batch/pairwiseAuc";
import { softFBeta } from "../../../src/losses/batch/softFBeta";
import { tversky } from "../../../src/losses/batch/tversky";
import { figureOf } from "../../../src/panels/lossPictures/batchFigures";
import {
  crossEntropies,
  gradientBins,
  jaccardAreas,
  ratioSums,
  scoreSetsOf,
} from "../../../src/panels/lossPictures/batchSums";
import { batchEvaluator } from "../../../src/panels/lossPictures/batchValues";
import { exampleBatch, smallBatchOfRun } from "../../../src/panels/lossPictures/smallBatch";

/** Decimals of sums of a dozen float64 values. */
const FLOAT64_DIGITS = 12;
/** Decimals that agree where the source adds 1e-7 to a divisor, which the picture leaves out. */
const WITHOUT_GUARD_DIGITS = 6;

function evaluated(definition: LossDefinition, given: Record<string, number | boolean> = {}) {
  const program = compileLoss(definition.source, { parameters: given });
  const parameters: Record<string, number> = {};
  for (const { name, default: written } of program.parameters) {
    const value = given[name] ?? written;
    if (typeof value === "number") parameters[name] = value;
  }
  const values = batchEvaluator(definition, program)(exampleBatch, parameters as ParameterValues);
  return { values, parameters, figure: figureOf(definition, program, parameters) };
}

describe("the drawn sums of a batch loss", () => {
  it.each<{ definition: LossDefinition; given: Record<string, number | boolean>; digits: number }>([
    { definition: dice, given: {}, digits: FLOAT64_DIGITS },
    { definition: dice, given: { squared: true, smooth: 0.5 }, digits: FLOAT64_DIGITS },
    { definition: jaccard, given: { smooth: 0.2 }, digits: FLOAT64_DIGITS },
    { definition: tversky, given: { alpha: 0.2, beta: 1.3 }, digits: FLOAT64_DIGITS },
    { definition: softFBeta, given: { beta: 2 }, digits: WITHOUT_GUARD_DIGITS },
  ])("have the ratio of $definition.id with $given", ({ definition, given, digits }) => {
    const { values, figure } = evaluated(definition, given);
    if (figure.kind !== "ratio") throw new Error(figure.kind);
    const { numerator, denominator } = ratioSums(figure, exampleBatch);
    expect(1 - numerator / denominator).toBeCloseTo(values.objective, digits);
  });

  it("have the base of the focal Tversky loss's power", () => {
    const { values, figure, parameters } = evaluated(focalTversky);
    if (figure.kind !== "ratio") throw new Error(figure.kind);
    const { numerator, denominator } = ratioSums(figure, exampleBatch);
    expect((1 - numerator / denominator) ** parameters.gamma!).toBeCloseTo(values.objective, FLOAT64_DIGITS);
  });

  it("have equal weights for GHM's bins, and GHM's loss from these weights", () => {
    const { values } = evaluated(ghmC, { bins: 8 });
    const filled = gradientBins(exampleBatch, values, 8).filter(({ samples }) => samples.length > 0);
    const losses = crossEntropies(exampleBatch);
    let weighed = 0;
    expect(filled.length).toBeGreaterThan(4);
    for (const { samples, from, to } of filled) {
      const total = samples.reduce((sum, { weight }) => sum + weight, 0);
      expect(total).toBeCloseTo(losses.length / filled.length, FLOAT64_DIGITS);
      for (const { id, label, weight } of samples) {
        const size = Math.abs(exampleBatch.probabilities[id]! - label);
        expect(size).toBeGreaterThanOrEqual(from);
        expect(size).toBeLessThan(to);
        weighed += weight * losses[id]!;
      }
    }
    expect(weighed / losses.length).toBeCloseTo(values.objective, FLOAT64_DIGITS);
  });

  it("average OHEM's hardest samples, which are those with a gradient", () => {
    const { values } = evaluated(ohem, { ratio: 0.25 });
    const kept = crossEntropies(exampleBatch).filter((_, i) => values.gradients[i] !== 0);
    expect(kept).toHaveLength(3);
    expect(kept.reduce((sum, loss) => sum + loss, 0) / 3).toBeCloseTo(values.objective, FLOAT64_DIGITS);
  });

  it("cover the Lovász hinge as an area", () => {
    const { values } = evaluated(lovaszHinge);
    const area = jaccardAreas(exampleBatch).reduce((sum, { error, step }) => sum + Math.max(0, error) * step, 0);
    expect(area).toBeCloseTo(values.objective, FLOAT64_DIGITS);
  });

  it("give the AUC surrogate's mean over all pairs from means and variances", () => {
    const { values } = evaluated(pairwiseAuc, { margin: 1.5 });
    const [positive, negative] = scoreSetsOf(exampleBatch);
    const pairs = positive.scores.flatMap((z) => negative.scores.map((other) => (1.5 - (z - other)) ** 2));
    const fromMoments =
      (1.5 - (positive.mean - negative.mean)) ** 2 + positive.deviation ** 2 + negative.deviation ** 2;
    expect(fromMoments).toBeCloseTo(pairs.reduce((sum, pair) => sum + pair, 0) / pairs.length, FLOAT64_DIGITS);
    expect(fromMoments).toBeCloseTo(values.objective, FLOAT64_DIGITS);
  });
});

describe("a small batch of a run", () => {
  it("takes the highest and lowest scores of each class, and a few between", () => {
    const logits = Float32Array.from({ length: 60 }, (_, i) => (i - 30) / 10);
    const labels = Uint8Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? 1 : 0));
    const batch = smallBatchOfRun(logits, labels);
    expect(batch.labels).toEqual(exampleBatch.labels);
    const logitsOf = (from: number, to: number) =>
      batch.probabilities.slice(from, to).map((p) => Math.log(p / (1 - p)));
    expect(logitsOf(0, 1)[0]).toBeCloseTo(2.7, 5);
    expect(logitsOf(4, 5)[0]).toBeCloseTo(-3, 5);
    expect(logitsOf(5, 6)[0]).toBeCloseTo(2.9, 5);
  });

  it("takes no more samples than there are, and none that is not finite", () => {
    const batch = smallBatchOfRun([Number.NaN, 0.5, 400], [1, 1, 0]);
    expect(batch.labels).toEqual([1, 0]);
    expect(batch.probabilities[1]).toBeLessThan(1);
  });
});
