import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEvaluator, numericParameters } from "../../../src/language";
import { compileLoss } from "../../../src/language/passes/compile";
import { lossById } from "../../../src/losses";

interface BatchLoss {
  value: number;
  gradient: number[];
}

/** Tens of float64 operations on numbers of order 1. */
const DIGITS = 11;
/** The 10⁻⁷ that prevents 0/0 changes the soft scores by about as much. */
const GUARDED_DIGITS = 5;
/** A loss of the catalogue over a whole batch of predictions and labels. */
function overBatch(id: string, parameters: Record<string, number> = {}) {
  const program = compileLoss(lossById(id).source, { parameters });
  const evaluator = createEvaluator(program.batch, Float64Array);
  return (predictions: readonly number[], labels: readonly number[]): BatchLoss => {
    const result = evaluator.evaluate({
      predictions: [Float64Array.from(predictions)],
      targets: [Float64Array.from(labels)],
      count: labels.length,
      parameters: numericParameters(program, parameters),
    });
    return { value: result.objective as number, gradient: [...(result.gradient as Float64Array)] };
  };
}

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
const mean = (numbers: readonly number[]) => sum(numbers) / numbers.length;
const crossEntropies = (z: readonly number[], y: readonly number[]) =>
  z.map((logit, i) => Math.log1p(Math.exp(y[i] === 1 ? -logit : logit)));

/**
 * A label for each margin (2y − 1)·z. Margins differ by at least 0.001, so that no two samples
 * change ranks within a central difference.
 */
const batch = fc
  .uniqueArray(fc.tuple(fc.integer({ min: -4000, max: 4000 }), fc.integer({ min: 0, max: 1 })), {
    selector: ([margin]) => margin,
    minLength: 1,
    maxLength: 12,
  })
  // Shifted by half a step, away from the hinge's corner at a margin of 1.
  .map((samples) => ({
    z: samples.map(([margin, y]) => ((2 * y - 1) * (margin + 0.5)) / 1000),
    y: samples.map(([, y]) => y),
  }));

const probabilities = (z: readonly number[]) => z.map((logit) => 1 / (1 + Math.exp(-logit)));

describe("hard example mining", () => {
  it.each([0.01, 0.25, 0.5, 1])(
    "averages the largest cross entropies: a share of %f of the batch, at least one",
    (ratio) => {
      const loss = overBatch("ohem", { ratio });
      fc.assert(
        fc.property(batch, ({ z, y }) => {
          // Python rounds halves to even.
          const exact = ratio * y.length;
          const rounded = exact % 1 === 0.5 ? 2 * Math.round(exact / 2) : Math.round(exact);
          const hardest = crossEntropies(z, y)
            .sort((a, b) => b - a)
            .slice(0, Math.max(1, rounded));
          expect(loss(z, y).value).toBeCloseTo(mean(hardest), DIGITS);
        }),
        { numRuns: 40 },
      );
    },
  );
});

describe("the Lovász hinge", () => {
  const loss = overBatch("lovasz-hinge");

  it("is the sum, over sorted hinge errors, of the error times the growth of the Jaccard loss", () => {
    fc.assert(
      fc.property(batch, ({ z, y }) => {
        const errors = z.map((logit, i) => ({ error: 1 - (2 * y[i]! - 1) * logit, positive: y[i] === 1 }));
        errors.sort((a, b) => b.error - a.error);
        const positives = sum(y);
        let [before, negatives, expected] = [0, 0, 0];
        errors.forEach(({ error, positive }, k) => {
          if (!positive) negatives++;
          const jaccard = (k + 1) / (positives + negatives);
          expected += Math.max(0, error) * (jaccard - before);
          before = jaccard;
        });
        expect(loss(z, y).value).toBeCloseTo(expected, DIGITS);
      }),
      { numRuns: 60 },
    );
  });

  it("is 1 − IoU if mistakes have an error of 1 and all others an error of 0", () => {
    // Two true positives, one false negative, one false positive: IoU 2 of 4. A logit of 0 has an
    // error of 1; ±1 on the correct side has 0.
    expect(loss([1, 1, 0, 0, -1], [1, 1, 1, 0, 0]).value).toBeCloseTo(1 - 2 / 4, DIGITS);
  });
});

describe("the pairwise AUC loss", () => {
  it.each([0, 1])("equals the mean over all pairs, at a margin of %f", (margin) => {
    const loss = overBatch("pairwise-auc", { margin });
    fc.assert(
      fc.property(batch, ({ z, y }) => {
        const pairs = z.flatMap((high, i) =>
          y[i] === 1 ? z.filter((_, j) => y[j] === 0).map((low) => (margin - (high - low)) ** 2) : [],
        );
        expect(loss(z, y).value).toBeCloseTo(pairs.length === 0 ? 0 : mean(pairs), DIGITS);
      }),
      { numRuns: 40 },
    );
  });
});

describe("soft scores over a batch", () => {
  const counts = (p: readonly number[], y: readonly number[]) => ({
    tp: sum(p.map((share, i) => share * y[i]!)),
    fp: sum(p.map((share, i) => share * (1 - y[i]!))),
    fn: sum(p.map((share, i) => (1 - share) * y[i]!)),
    tn: sum(p.map((share, i) => (1 - share) * (1 - y[i]!))),
  });

  it("give Jaccard without smoothing as 2D / (1 + D) of Dice", () => {
    const [jaccard, dice] = [overBatch("jaccard", { smooth: 0 }), overBatch("dice", { smooth: 0 })];
    fc.assert(
      fc.property(batch, ({ z, y }) => {
        const p = probabilities(z);
        const { value } = dice(p, y);
        expect(jaccard(p, y).value).toBeCloseTo((2 * value) / (1 + value), DIGITS);
      }),
      { numRuns: 40 },
    );
  });

  it("give F_β as the weighted harmonic mean of precision and recall", () => {
    const loss = overBatch("soft-f-beta", { beta: 2 });
    fc.assert(
      fc.property(batch, ({ z, y }) => {
        fc.pre(y.includes(1));
        const { tp, fp, fn } = counts(probabilities(z), y);
        const [precision, recall] = [tp / (tp + fp), tp / (tp + fn)];
        const score = (5 * precision * recall) / (4 * precision + recall);
        expect(loss(probabilities(z), y).value).toBeCloseTo(1 - score, GUARDED_DIGITS);
      }),
      { numRuns: 40 },
    );
  });

  it("give Matthews' coefficient as the correlation of labels and decisions", () => {
    const loss = overBatch("soft-mcc");
    // Three true positives, one false negative; four true negatives, two false positives: (3·4 −
    // 2·1) / √(5·4·6·5).
    const y = [1, 1, 1, 1, 0, 0, 0, 0, 0, 0];
    expect(loss([1, 1, 1, 0, 0, 0, 0, 0, 1, 1], y).value).toBeCloseTo(1 - 10 / Math.sqrt(600), GUARDED_DIGITS);
    fc.assert(
      fc.property(batch, ({ z, y }) => {
        fc.pre(y.includes(1) && y.includes(0));
        const p = probabilities(z);
        const { tp, fp, fn, tn } = counts(p, y);
        const spread = Math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn));
        fc.pre(spread > 0.1);
        expect(loss(p, y).value).toBeCloseTo(1 - (tp * tn - fp * fn) / spread, GUARDED_DIGITS);
      }),
      { numRuns: 40 },
    );
  });
});

it.each([
  ["dice", 0],
  ["tversky", 0],
  ["focal-tversky", 0],
  ["jaccard", 0],
  ["soft-f-beta", 0],
  ["soft-mcc", 0],
  ["soft-mcc", 1],
  ["ghm-c", 0],
  ["ohem", 0],
  ["lovasz-hinge", 0],
  ["pairwise-auc", 0],
  ["pairwise-auc", 1],
] as [string, number][])("%s has a finite value and gradient in a batch whose labels are all %i", (id, label) => {
  const loss = overBatch(id);
  const { value, gradient } = loss([0.1, 0.4, 0.9, 0.9], [label, label, label, label]);
  expect([value, ...gradient].every(Number.isFinite)).toBe(true);
});
