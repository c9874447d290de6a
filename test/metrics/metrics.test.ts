import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { confusion } from "../../src/metrics/confusion";
import { gradientShare } from "../../src/metrics/gradientShare";
import { setMetrics } from "../../src/metrics/measure";
import { countMetrics } from "../../src/metrics/metrics";
import { rank } from "../../src/metrics/ranking";

/** Few distinct scores, so that ties are common; ±0 and the infinities are among them. */
const score = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(-0, Infinity, -Infinity),
  fc.double({ noNaN: true }),
);
const scored = fc.array(fc.tuple(score, fc.integer({ min: 0, max: 1 })), { maxLength: 40 });
const split = (samples: [number, number][]) => ({
  scores: samples.map(([value]) => value),
  labels: Uint8Array.from(samples, ([, label]) => label),
});

describe("the area under the ROC curve", () => {
  it("is the share of pairs in the right order, with ties counted half", () => {
    fc.assert(
      fc.property(scored, (samples) => {
        const { scores, labels } = split(samples);
        let wins = 0;
        let pairs = 0;
        for (const [high, a] of samples) {
          for (const [low, b] of samples) {
            if (a !== 1 || b !== 0) continue;
            pairs++;
            if (high > low) wins += 1;
            else if (high === low) wins += 0.5;
          }
        }
        const area = rank(scores, labels).areaUnderRoc;
        if (pairs === 0) expect(area).toBeNaN();
        else expect(area).toBeCloseTo(wins / pairs, 12);
      }),
    );
  });

  it("is NaN if a score is NaN", () => {
    expect(rank([1, Number.NaN], Uint8Array.of(0, 1)).areaUnderRoc).toBeNaN();
  });

  it("takes well under three seconds of processor time for a million samples", () => {
    const logits = Float32Array.from({ length: 1_000_000 }, (_, i) => Math.sin(i));
    const labels = Uint8Array.from({ length: 1_000_000 }, (_, i) => i & 1);
    const before = process.cpuUsage();
    expect(rank(logits, labels).areaUnderRoc).toBeCloseTo(0.5, 2);
    expect(process.cpuUsage(before).user / 1e6).toBeLessThan(3);
  });
});

describe("the confusion", () => {
  it("counts each sample once, with a threshold strictly above ½", () => {
    fc.assert(
      fc.property(scored, (samples) => {
        const { scores, labels } = split(samples);
        const counts = confusion(scores, labels);
        const called = (label: number, positive: boolean) =>
          samples.filter(([logit, y]) => y === label && 1 / (1 + Math.exp(-logit)) > 0.5 === positive).length;
        expect(counts).toEqual({
          truePositives: called(1, true),
          falsePositives: called(0, true),
          trueNegatives: called(0, false),
          falseNegatives: called(1, false),
        });
      }),
    );
  });

  it("calls a logit of exactly 0 negative", () => {
    expect(confusion([0], Uint8Array.of(1)).falseNegatives).toBe(1);
  });

  it("gives metrics, NaN where 0 is divided by 0", () => {
    expect(countMetrics({ truePositives: 3, falsePositives: 1, trueNegatives: 4, falseNegatives: 2 })).toMatchObject({
      accuracy: 0.7,
      precision: 0.75,
      recall: 0.6,
      f1: 6 / 9,
      balancedAccuracy: 0.7,
      mcc: 10 / Math.sqrt(4 * 5 * 5 * 6),
    });
    expect(countMetrics({ truePositives: 0, falsePositives: 0, trueNegatives: 5, falseNegatives: 0 })).toMatchObject({
      accuracy: 1,
      precision: Number.NaN,
      recall: Number.NaN,
      f1: Number.NaN,
      balancedAccuracy: Number.NaN,
      mcc: Number.NaN,
    });
    // Nothing is called positive: the F1 is 0 all the same, since positives are missed.
    expect(countMetrics({ truePositives: 0, falsePositives: 0, trueNegatives: 5, falseNegatives: 3 })).toMatchObject({
      precision: Number.NaN,
      recall: 0,
      f1: 0,
    });
  });

  it("comes together with the loss and the metrics of the scores", () => {
    const result = setMetrics([2, -1, 1], Uint8Array.of(1, 0, 0), 0.25);
    expect(result).toMatchObject({ loss: 0.25, auc: 1, recall: 1, precision: 0.5 });
  });
});

describe("the gradient share", () => {
  it("is the known one for 6,000 easy negatives against 200 hard positives", () => {
    // Cross entropy weighted by α: |∂L/∂z| = α_t (1 − p_t), which gives 42 % at α = 0.75.
    const labels = new Uint8Array(6200).fill(1, 0, 200);
    const logit = (probability: number) => Math.log(probability / (1 - probability));
    const logits = Float64Array.from(labels, (label) => (label === 1 ? logit(0.3) : -logit(0.95)));
    const gradients = Float64Array.from(labels, (label) => (label === 1 ? -0.75 * 0.7 : 0.25 * 0.05));
    const share = gradientShare(gradients, logits, labels, 0.9);
    expect(share.easyNegatives).toBeCloseTo(0.42, 2);
    expect(share.hardNegatives).toBe(0);
    expect(share.positives + share.easyNegatives).toBeCloseTo(1, 12);
    expect(gradientShare(gradients, logits, labels, 0.96).hardNegatives).toBeCloseTo(0.42, 2);
  });

  it("is 0 if every gradient is 0", () => {
    expect(gradientShare([0, 0], [1, 1], Uint8Array.of(0, 1), 0.5)).toEqual({
      positives: 0,
      easyNegatives: 0,
      hardNegatives: 0,
    });
  });
});
