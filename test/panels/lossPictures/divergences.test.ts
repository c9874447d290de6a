import { describe, expect, it } from "vitest";
import { compileLoss } from "../../../src/language/passes/compile";
import { ColumnLoss } from "../../../src/losses/columnLoss";
import { jensenShannon } from "../../../src/losses/distribution/jensenShannon";
import { klDivergence } from "../../../src/losses/distribution/klDivergence";
import { jensenShannonContributions, klContributions } from "../../../src/metrics/divergence";

/** Decimals of sums of five float64 logarithms. */
const FLOAT64_DIGITS = 12;

const target = [0.12, 0.38, 0.08, 0.3, 0.12];
const prediction = [0.16, 0.58, 0.14, 0.07, 0.05];
const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);

/** The loss of one row of five bins, with the view's sizes. */
function lossOf(source: string, parameters: Record<string, string | boolean>, logarithmsOfTarget = false) {
  const inputs = { input: { differentiable: true, shape: [5] }, target: { differentiable: false, shape: [5] } };
  const loss = new ColumnLoss(compileLoss(source, { inputs, parameters }));
  const columns = (shares: readonly number[], logarithms: boolean) =>
    shares.map((share) => Float64Array.of(logarithms ? Math.log(share) : share));
  return loss.at(columns(prediction, true), columns(target, logarithmsOfTarget), {}).value[0]!;
}

describe("what each bin adds", () => {
  const divergence = sum(klContributions(target, prediction));

  it("makes KLDivLoss with batchmean, whichever way the target is given", () => {
    expect(lossOf(klDivergence.source, {})).toBeCloseTo(divergence, FLOAT64_DIGITS);
    expect(lossOf(klDivergence.source, { log_target: true }, true)).toBeCloseTo(divergence, FLOAT64_DIGITS);
  });

  it("makes five times KLDivLoss with mean, which divides by elements", () => {
    expect(lossOf(klDivergence.source, { reduction: "mean" })).toBeCloseTo(divergence / 5, FLOAT64_DIGITS);
  });

  it("makes the Jensen-Shannon divergence", () => {
    const expected = sum(jensenShannonContributions(target, prediction));
    expect(lossOf(jensenShannon.source, {})).toBeCloseTo(expected, FLOAT64_DIGITS);
  });
});
