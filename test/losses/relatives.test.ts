import { describe, expect, it } from "vitest";
import { type LossPoint, pointwise } from "./pointwise";

/** Both sides compute in float64 by different formulas: some roundings of numbers of order 10. */
const ROUNDINGS = 1e-12;
/**
 * How far the family's value may change when its shape changes by this distance: the slope in the
 * shape is of order 10 there.
 */
const NEAR_A_SINGULARITY = { distance: 1e-6, change: 1e-4 };

const logits = [-4, -1, -0.3, 0.2, 1, 5];
const probabilities = [0.05, 0.3, 0.5, 0.8, 0.95];
const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

function expectSame(actual: LossPoint, expected: LossPoint, tolerance = ROUNDINGS) {
  expect(Math.abs(actual.value - expected.value)).toBeLessThanOrEqual(tolerance * (1 + Math.abs(expected.value)));
  expect(Math.abs(actual.slope - expected.slope)).toBeLessThanOrEqual(tolerance * (1 + Math.abs(expected.slope)));
}
const times = (factor: number, { value, slope }: LossPoint): LossPoint => ({
  value: factor * value,
  slope: factor * slope,
});
/** A loss of p at p = σ(k·z), as a loss of z. */
const through = (loss: ReturnType<typeof pointwise>, k: number, z: number, label: number): LossPoint => {
  const p = sigmoid(k * z);
  const { value, slope } = loss(p, label);
  return { value, slope: slope * k * p * (1 - p) };
};

describe("margin losses and their relatives on labels 0 and 1", () => {
  it.each([
    ["soft margin is cross entropy on the logit", "soft-margin", (z, y) => pointwise("bce-logits")(z, y)],
    [
      "the sigmoid loss is the probability's absolute error",
      "sigmoid-margin",
      (z, y) => through(pointwise("l1"), 1, z, y),
    ],
    ["Savage is the Brier score of twice the logit", "savage", (z, y) => through(pointwise("mse"), 2, z, y)],
  ] as [string, string, (z: number, y: number) => LossPoint][])("%s", (_sentence, id, relative) => {
    const loss = pointwise(id);
    for (const y of [0, 1]) for (const z of logits) expectSame(loss(z, 2 * y - 1), relative(z, y));
  });

  it("the perceptron is the hinge without a margin", () => {
    const [perceptron, hinge] = [pointwise("perceptron"), pointwise("hinge", { margin: 0 })];
    for (const y of [-1, 1]) for (const z of [...logits, 0]) expect(perceptron(z, y)).toEqual(hinge(z, y));
  });

  it("the smooth hinge with a narrow bend is within half its width of the hinge", () => {
    const [smooth, hinge] = [pointwise("smooth-hinge", { beta: 0.05 }), pointwise("hinge")];
    for (const z of [...logits, 0.96, 0.99]) {
      expect(Math.abs(smooth(z, 1).value - hinge(z, 1).value)).toBeLessThanOrEqual(0.025 + ROUNDINGS);
    }
  });
});

describe("regression losses and their relatives", () => {
  it.each([
    ["the median's quantile loss is half the absolute error", "quantile", { tau: 0.5 }, "l1", {}, 0.5],
    ["the mean's expectile loss is half the squared error", "expectile", { tau: 0.5 }, "mse", {}, 0.5],
    ["without a free zone, ε-insensitive is the absolute error", "epsilon-insensitive", { epsilon: 0 }, "l1", {}, 1],
    ["smooth L1 is Huber's loss over β", "smooth-l1", { beta: 0.4 }, "huber", { delta: 0.4 }, 2.5],
    ["Barron's α = 2 is half the squared error", "general-robust", { alpha: 2 }, "mse", {}, 0.5],
    ["Barron's α = 1 is pseudo-Huber", "general-robust", { alpha: 1 }, "pseudo-huber", {}, 1],
    ["Barron's α = 0 is Cauchy's loss at √2", "general-robust", { alpha: 0 }, "cauchy", { c: Math.SQRT2 }, 1],
    ["Barron's α = −2 is Geman and McClure's at 2", "general-robust", { alpha: -2 }, "geman-mcclure", { c: 2 }, 1],
    ["where labels 0 weigh as much as labels 1, MAPE is the absolute error", "mape", { eps: 1 }, "l1", {}, 1],
  ] as [string, string, Record<string, number>, string, Record<string, number>, number][])(
    "%s",
    (_sentence, id, parameters, relativeId, relativeParameters, factor) => {
      const [loss, relative] = [pointwise(id, parameters), pointwise(relativeId, relativeParameters)];
      for (const y of [0, 1]) for (const p of probabilities) expectSame(loss(p, y), times(factor, relative(p, y)));
    },
  );

  it.each([2, 0])("Barron's family tends to its limit at α = %i, where its formula divides by zero", (alpha) => {
    const limit = pointwise("general-robust", { alpha });
    for (const side of [-1, 1]) {
      const beside = pointwise("general-robust", { alpha: alpha + side * NEAR_A_SINGULARITY.distance });
      for (const p of [0, 0.3, 1, 4, 20]) expectSame(beside(p, 0), limit(p, 0), NEAR_A_SINGULARITY.change);
    }
  });

  it("Poisson's loss on the rate equals that on its logarithm", () => {
    const [logarithmic, plain] = [pointwise("poisson-nll"), pointwise("poisson-nll", { log_input: false, eps: 1e-8 })];
    for (const y of [0, 1, 4]) {
      for (const x of [-1, 0.5, 2]) {
        // The loss on rates adds ε to the rate before taking the logarithm.
        expect(logarithmic(x, y).value).toBeCloseTo(plain(Math.exp(x), y).value, 6);
      }
    }
  });
});
