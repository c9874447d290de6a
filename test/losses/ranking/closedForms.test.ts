import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columnwise } from "../columnwise";

/** A handful of float64 operations. */
const DIGITS = 12;

const score = fc.double({ min: -5, max: 5, noNaN: true });

describe("RankNet", () => {
  it("is the logistic loss of the score difference, whichever score should be higher", () => {
    fc.assert(
      fc.property(score, score, fc.constantFrom(-1, 1), fc.constantFrom(0.5, 1, 3), (a, b, y, sigma) => {
        const loss = columnwise("ranknet", { sigma });
        const sample = { input1: [a], input2: [b], target: [y] };
        expect(loss(sample).value).toBeCloseTo(Math.log1p(Math.exp(-sigma * y * (a - b))), DIGITS);
      }),
    );
  });

  it("is close to the margin ranking loss without a margin if it is steep", () => {
    const steep = columnwise("ranknet", { sigma: 400 });
    const hinge = columnwise("margin-ranking");
    for (const [a, b] of [
      [0.2, 0.9],
      [0.9, 0.2],
    ] as const) {
      const sample = { input1: [a], input2: [b], target: [1] };
      expect(steep(sample).value / 400).toBeCloseTo(hinge(sample).value, DIGITS);
    }
  });

  it("pushes equal scores apart, unlike the margin ranking loss with margin 0", () => {
    const sample = { input1: [1], input2: [1], target: [1] };
    expect(columnwise("ranknet")(sample).gradients).toEqual({ input1: [-0.5], input2: [0.5] });
    expect(columnwise("margin-ranking")(sample).value).toBe(0);
  });
});
