import { describe, expect, it } from "vitest";
import { lovaszSteps } from "../../src/metrics/lovaszSteps";

/** Sums of a dozen float64 quotients. */
const FLOAT64_DIGITS = 12;

/** 1 − |Y ∩ Ŷ| / |Y ∪ Ŷ|, where Ŷ differs from Y in the mistakes. */
function jaccardLoss(labels: readonly number[], mistaken: ReadonlySet<number>): number {
  let intersection = 0;
  let union = 0;
  for (const [i, label] of labels.entries()) {
    const predicted = mistaken.has(i) ? 1 - label : label;
    if (label === 1 && predicted === 1) intersection++;
    if (label === 1 || predicted === 1) union++;
  }
  return 1 - intersection / union;
}

describe("the steps of the Lovász extension", () => {
  const labels = [1, 0, 1, 0, 0, 1, 0, 0];
  const errors = [0.3, 1.2, -0.5, 2.1, 0.1, 1.7, -2, 0.9];

  it("are the growth of the Jaccard loss with each further mistake, largest error first", () => {
    const steps = lovaszSteps(errors, labels);
    expect(steps.map(({ error }) => error)).toEqual([...errors].sort((a, b) => b - a));
    const mistaken = new Set<number>();
    for (const { sample, step } of steps) {
      const before = jaccardLoss(labels, mistaken);
      mistaken.add(sample);
      expect(step).toBeCloseTo(jaccardLoss(labels, mistaken) - before, FLOAT64_DIGITS);
    }
  });

  it("give the Jaccard loss itself if errors are 0 and 1", () => {
    const mistaken = new Set([0, 3, 4]);
    const sum = lovaszSteps(
      labels.map((_, i) => (mistaken.has(i) ? 1 : 0)),
      labels,
    ).reduce((total, { error, step }) => total + error * step, 0);
    expect(sum).toBeCloseTo(jaccardLoss(labels, mistaken), FLOAT64_DIGITS);
  });
});
