import { describe, expect, it } from "vitest";
import { numericParameters, type ParameterValue } from "../../src/language";
import { compileDefinition, LossOnLogits } from "../../src/losses";
import { logitGraphs } from "../../src/losses/logitGraphs";
import { networkFit } from "../../src/losses/networkFit";
import { positiveShare } from "../../src/losses/positiveShare";
import { everyLoss } from "./catalogue/everyLoss";

/** Slopes and closed forms in float64. */
const DIGITS = 9;
/** The page's logits where a risk is searched for its least value. */
const GRID = Float64Array.from({ length: 4001 }, (_, i) => (i - 2000) / 250);
/** How far from the boundary's own share of positives a sample clearly belongs to one side. */
const CLEARLY = 0.03;

/** Settings that move the boundary, besides the defaults. */
const further: Readonly<Record<string, readonly Readonly<Record<string, ParameterValue>>[]>> = {
  asymmetric: [
    { clip: 0, gamma_neg: 2, gamma_pos: 1 },
    { gamma_neg: 1, gamma_pos: 3 },
  ],
  bce: [{ "weight[1]": 30 }, { "weight[0]": 0.5, "weight[1]": 2 }],
  "class-balanced-focal": [{ beta: 0.999, gamma: 0 }],
  "class-balanced-focal-classes": [{ beta: 0.999 }],
  "cross-entropy": [{ "weight[1]": 3 }, { "weight[1]": 3, label_smoothing: 0.2 }],
  expectile: [{ tau: 0.3 }],
  ldam: [{ s: 2, max_m: 1.5 }],
  "logit-adjusted": [{ tau: 0.5 }],
  mape: [{ eps: 0.2 }],
  "multi-margin": [{ "weight[1]": 4 }, { "weight[0]": 2, p: 2 }],
  nll: [{ "weight[0]": 5 }],
  "poly1-focal": [{ alpha: 0.25, gamma: 1 }],
  "poly1-focal-logits": [{ alpha: 0.75, epsilon1: 2 }],
  quantile: [{ tau: 0.3 }],
  "sigmoid-focal": [{ alpha: -1 }],
  varifocal: [{ alpha: 0.4, gamma: 1 }],
};
/** No slope at p = ½, so nothing there to weight. */
const flat = ["perceptron", "zero-one"];

const cases = everyLoss
  .filter((loss) => networkFit(loss).trains && loss.view !== "batch" && !flat.includes(loss.id))
  .flatMap((loss) => [{}, ...(further[loss.id] ?? [])].map((given) => ({ loss, given, title: JSON.stringify(given) })));

describe.each(cases)("the weight of a positive in $loss.id $title", ({ loss, given }) => {
  const program = compileDefinition(loss, given);
  const numbers = numericParameters(program, given);
  const share = positiveShare(loss, (name) => numbers[name] ?? Number.NaN);
  const onLogits = new LossOnLogits(loss, logitGraphs(loss, program));

  it("is the ratio of the loss's slopes where it decides", () => {
    const slope = (label: number) => onLogits.at(Float64Array.of(0), label, numbers).slope[0]!;
    const [positive, negative] = [-slope(1), slope(0)];
    expect(positive / (positive + negative)).toBeCloseTo(share, DIGITS);
  });

  it("puts the boundary where the expected loss is least on either side", () => {
    const [ofPositives, ofNegatives] = [1, 0].map((label) =>
      Float64Array.from(onLogits.at(GRID, label, numbers).value),
    );
    const bestLogit = (positives: number) => {
      const risk = GRID.map((_, i) => positives * ofPositives![i]! + (1 - positives) * ofNegatives![i]!);
      return GRID[risk.indexOf(Math.min(...risk))]!;
    };
    const boundary = 1 - share;
    if (boundary + CLEARLY < 1) expect(bestLogit(boundary + CLEARLY)).toBeGreaterThan(0);
    if (boundary - CLEARLY > 0) expect(bestLogit(boundary - CLEARLY)).toBeLessThan(0);
  });
});

it("a share below 0 switches the weight off, and a class that is left out has none", () => {
  const of = (id: string, values: Readonly<Record<string, number>>) =>
    positiveShare(everyLoss.find((loss) => loss.id === id)!, (name) => values[name] ?? Number.NaN);
  expect(of("bce-logits", { pos_weight: 3 })).toBe(0.75);
  expect(of("sigmoid-focal", { alpha: -1 })).toBe(0.5);
  expect(of("mse", {})).toBe(0.5);
  const even = { "weight[0]": 1, "weight[1]": 1, label_smoothing: 0 };
  expect([of("nll", { ...even, ignore_index: 0 }), of("cross-entropy", { ...even, ignore_index: 1 })]).toEqual([1, 0]);
});
