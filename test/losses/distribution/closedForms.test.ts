import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columnwise } from "../columnwise";

/** A handful of float64 operations. */
const DIGITS = 12;

const distribution = fc
  .array(fc.double({ min: 0.05, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 })
  .map((shares) => shares.map((share) => share / shares.reduce((a, b) => a + b)));

const divergence = (p: readonly number[], q: readonly number[]) =>
  p.reduce((sum, share, i) => sum + (share === 0 ? 0 : share * Math.log(share / q[i]!)), 0);

describe("the Jensen-Shannon divergence", () => {
  const loss = columnwise("jensen-shannon", {}, 3);

  it("is half of each distribution's divergence from their mean, and is symmetric", () => {
    fc.assert(
      fc.property(distribution, distribution, (p, q) => {
        const middle = p.map((share, i) => (share + q[i]!) / 2);
        const expected = (divergence(p, middle) + divergence(q, middle)) / 2;
        const sample = { input: q.map(Math.log), target: p };
        expect(loss(sample).value).toBeCloseTo(expected, DIGITS);
        expect(loss({ input: p.map(Math.log), target: q }).value).toBeCloseTo(expected, DIGITS);
      }),
    );
  });

  it("never exceeds ln 2, and reaches it for distributions without overlap", () => {
    expect(loss({ input: [-200, 0, -200], target: [0.5, 0, 0.5] }).value).toBeCloseTo(Math.LN2, DIGITS);
  });
});

describe("the Kullback-Leibler divergence", () => {
  it("of one sample is the sum of its terms with batchmean, and their mean with torch's default", () => {
    fc.assert(
      fc.property(distribution, distribution, (p, q) => {
        const sample = { input: q.map(Math.log), target: p };
        const expected = divergence(p, q);
        expect(columnwise("kl-div", {}, 3)(sample).value).toBeCloseTo(expected, DIGITS);
        expect(columnwise("kl-div", { reduction: "mean" }, 3)(sample).value).toBeCloseTo(expected / 3, DIGITS);
        const inLogs = columnwise("kl-div", { log_target: true }, 3)({ ...sample, target: p.map(Math.log) });
        expect(inLogs.value).toBeCloseTo(expected, DIGITS);
      }),
    );
  });

  it("leaves out terms whose target is 0", () => {
    const { value, gradients } = columnwise("kl-div", {}, 3)({ input: [-700, -1, -2], target: [0, 0.5, 0.5] });
    expect(value).toBeCloseTo(0.5 * (Math.log(0.5) + 1) + 0.5 * (Math.log(0.5) + 2), DIGITS);
    expect(gradients.input!.map(Math.abs)).toEqual([0, 0.5, 0.5]);
  });
});
