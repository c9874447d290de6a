import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectedCalibrationError } from "../../src/metrics/calibration";

/** Tolerance for up to forty terms that are added in another order. */
const FLOAT64 = 1e-12;
const logit = (p: number) => Math.log(p / (1 - p));

/** The definition literally: bins as lists of samples, each with its own means. */
function byDefinition(logits: readonly number[], labels: Uint8Array): number {
  const samples = logits.map((z, i) => ({ p: 1 / (1 + Math.exp(-z)), label: labels[i]! }));
  let error = 0;
  for (let m = 1; m <= 15; m++) {
    const bin = samples.filter(({ p }) => Math.max(Math.ceil(p * 15), 1) === m);
    if (bin.length === 0) continue;
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    error +=
      (bin.length / samples.length) * Math.abs(mean(bin.map(({ label }) => label)) - mean(bin.map(({ p }) => p)));
  }
  return error;
}

describe("the expected calibration error", () => {
  it("weights the gap of each bin by its number of samples", () => {
    // Bin 2 of 15 holds 0.08 and 0.12, mean 0.1, half of them positive: gap 0.4. Bin 14 holds 0.92
    // and 0.93, both positive: gap 0.075. Bin 8 holds 0.5, negative.
    const logits = [0.08, 0.12, 0.92, 0.93, 0.5].map(logit);
    const labels = Uint8Array.of(0, 1, 1, 1, 0);
    const byHand = (2 / 5) * 0.4 + (2 / 5) * 0.075 + (1 / 5) * 0.5;
    expect(Math.abs(expectedCalibrationError(logits, labels) - byHand)).toBeLessThan(FLOAT64);
  });

  it("is the definition's sum for any samples", () => {
    const sample = fc.tuple(fc.double({ min: -8, max: 8, noNaN: true }), fc.integer({ min: 0, max: 1 }));
    fc.assert(
      fc.property(fc.array(sample, { minLength: 1, maxLength: 40 }), (samples) => {
        const logits = samples.map(([z]) => z);
        const labels = Uint8Array.from(samples, ([, label]) => label);
        const difference = expectedCalibrationError(logits, labels) - byDefinition(logits, labels);
        expect(Math.abs(difference)).toBeLessThan(FLOAT64);
      }),
    );
  });

  it("is 0 for certain correct answers and 1 for certain wrong ones", () => {
    const labels = Uint8Array.of(0, 1, 1);
    expect(expectedCalibrationError([-Infinity, Infinity, 800], labels)).toBe(0);
    expect(expectedCalibrationError([Infinity, -Infinity, -800], labels)).toBe(1);
  });

  it("is NaN without samples or if a logit is NaN", () => {
    expect(expectedCalibrationError([], new Uint8Array())).toBeNaN();
    expect(expectedCalibrationError([0, Number.NaN], Uint8Array.of(0, 1))).toBeNaN();
  });
});
