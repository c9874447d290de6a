/**
 * The numbers in the texts: where each comes from. `numbers.test.ts` computes them and compares
 * both languages.
 */
import { tutorialExperiment } from "../../src/experiment/defaults";
import { sweepLimits } from "../../src/experiment/sweep";
import { bestWeight } from "../../src/metrics/bestWeight";
import { pointwise } from "../losses/pointwise";
import { efficiency, firstWhole, largestAt } from "./numberSearch";

/** By the key of a text, the values that its numbers must round. */
export type ToldNumbers = Readonly<Record<string, readonly number[]>>;

const { fround, exp, log, PI } = Math;

/** σ as a float32 or float64 program computes it, step by step. */
const sigmoid32 = (z: number) => fround(1 / fround(1 + fround(exp(-z))));
const sigmoid64 = (z: number) => 1 / (1 + exp(-z));

/** The first whole logit at which p, or 1 − p, is lost. */
const ONE_32 = firstWhole(0, 1, (z) => sigmoid32(z) === 1);
const ONE_64 = firstWhole(0, 1, (z) => sigmoid64(z) === 1);
const ZERO_32 = firstWhole(0, -1, (z) => sigmoid32(z) === 0);
/** The first whole argument at which e^x overflows. */
const OVERFLOW_32 = firstWhole(0, 1, (x) => fround(exp(x)) === Number.POSITIVE_INFINITY);
const OVERFLOW_64 = firstWhole(0, 1, (x) => exp(x) === Number.POSITIVE_INFINITY);
/** Where BCELoss's gradient stops following its loss, and the floor of p(1 − p) that stops it. */
const FLOOR = -1 / pointwise("bce")(1e-30, 1).slope;
const FLOORED = firstWhole(0, -1, (z) => sigmoid64(z) * (1 - sigmoid64(z)) < FLOOR);
const CLAMP = -pointwise("bce")(0, 1).value;
const bceEnds = [FLOOR, FLOORED, ONE_32];

const pullOfNegative = (p: number) => pointwise("asymmetric")(log(p / (1 - p)), 0).slope;
const weightRatio = (beta: number) => {
  const loss = pointwise("class-balanced-focal", { beta, gamma: 0 });
  return loss(0, 1).value / loss(0, 0).value;
};
const { positives, negatives } = tutorialExperiment.dataset;
const BEST_ALPHA = bestWeight(tutorialExperiment.dataset, "f1")!;
const percentOf = (share: number) => 100 * share;
const robust = (id: string, c: number) => [c, percentOf(efficiency((r) => pointwise(id, { c })(r, 0).slope))];
const peak = (id: string) => largestAt((r) => pointwise(id, { c: 1 })(r, 0).slope, 0, 3);
/** ln of the least label to which the authors of the symmetric cross entropy clip. */
const symmetricA = [1e-4, log(1e-4)];

/** Computed from the losses, the data and the arithmetic that the texts are about. */
export const computed: ToldNumbers = {
  "asymmetric.wrong": [0.9, 0.99, 0.999, ...[0.9, 0.99, 0.999].map(pullOfNegative)],
  "bce.detail": [CLAMP],
  "bce.wrong": [CLAMP, ...bceEnds, 1e-7, -log(1e-7)],
  "card.better.log-space-power": [ONE_32, ONE_64, ZERO_32],
  "card.better.stable-softplus": [OVERFLOW_32, OVERFLOW_64],
  "cauchy.parameter.c": robust("cauchy", 2.385),
  "class-balanced-focal.wrong": [
    negatives,
    positives,
    ...[0.9, 0.99, 0.999, 0.9999].flatMap((beta) => [beta, weightRatio(beta)]),
  ],
  "exponential.wrong": [20, pointwise("exponential")(-20, 1).value, OVERFLOW_32 - 1],
  "focal.wrong": [BEST_ALPHA, positives, positives + negatives, (positives + negatives) / positives],
  "geman-mcclure.parameter.c": [peak("geman-mcclure")],
  "geman-mcclure.wrong": [peak("geman-mcclure")],
  "log-cosh.wrong": [firstWhole(0, 1, (r) => fround(Math.cosh(r)) === Number.POSITIVE_INFINITY) - 1],
  "pitfall.bce-clamp.text": [-CLAMP, ...bceEnds],
  "pitfall.bce-clamp.title": [CLAMP],
  "pitfall.class-balanced-beta.text": [positives, negatives, 0.9],
  "pitfall.gamma-below-one.text": [ONE_32],
  "pseudo-huber.wrong": [pointwise("pseudo-huber", { delta: 1 })(1, 0).slope],
  "quantile.when": [0.1, 0.9, percentOf(0.9 - 0.1)],
  "sigmoid-focal.wrong": [BEST_ALPHA],
  "soft-margin.wrong": [OVERFLOW_32],
  "stability.lead": [FLOOR],
  "sweep.problem.count": [sweepLimits.count.max],
  "sweep.problem.seeds": [sweepLimits.seeds.max],
  "symmetric-ce-classes.parameter.A": symmetricA,
  "symmetric-ce.parameter.A": symmetricA,
  "tangent.when": [largestAt((z) => -pointwise("tangent")(z, 1).value, 0, 2)],
  "tangent.wrong": [(PI - 1) ** 2],
  "tukey.parameter.c": robust("tukey", 4.685),
  "view.distributions.symmetric": [log(2)],
  "welsch.parameter.c": [peak("welsch"), ...robust("welsch", 2.985)],
};

/** Facts about papers and other programs, and freely chosen examples: nothing to compute. */
export const stated: ToldNumbers = {
  // Slider values and thresholds named as usual or as examples.
  "class-balanced-focal-classes.parameter.beta": [0.9, 0.9999],
  "class-balanced-focal.parameter.beta": [0.9, 0.9999],
  "epsilon-insensitive.wrong": [0.5],
  "expectile.when": [0.5],
  "gamma-nll.when": [10],
  "pitfall.gamma-factor.text": [0.3, 0.95],
  // The confidence that the comparison asks for.
  "compare.method": [95],
  "compare.history.bands": [50],
  "pitfall.reading.afterSteps": [100],
  // PyTorch's documentation.
  "cosine-embedding.parameter.margin": [0.5],
  "labels.class-index-or-distribution": [1.1],
  "linear-cross-entropy.when": [2.13],
  // Papers: RetinaNet's best α by γ and its output bias, GHM's momentum; the name FLSD-53.
  "focal.wrong": [0.25, 0.75],
  "sigmoid-focal.wrong": [0.25, 0.75, 0.01],
  "ghm-c.wrong": [0.75],
  "loss.name.adaptive-focal": [53],
  "loss.short.adaptive-focal": [53],
  // Keras.
  "mape.parameter.eps": [1e-7],
  "mape.wrong": [1e-7],
  // The button's own speed.
  "run.pace.fast": [25],
};
