import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columnwise } from "../columnwise";

/** A handful of float64 operations. */
const DIGITS = 12;
/** Distance kept from kinks and from vectors of length 0: many steps of the central difference. */
const CLEARANCE = 1e-2;

type Vector = [number, number];
const coordinate = fc.double({ min: -2, max: 2, noNaN: true });
const vector: fc.Arbitrary<Vector> = fc.tuple(coordinate, coordinate).filter((v) => Math.hypot(...v) > 0.3);

/** torch's distance adds 1e−6 to every component. */
const distance = ([a, b]: Vector, [c, d]: Vector) => Math.hypot(a - c + 1e-6, b - d + 1e-6);
const cosine = ([a, b]: Vector, [c, d]: Vector) => (a * c + b * d) / (Math.hypot(a, b) * Math.hypot(c, d));

describe("the contrastive loss", () => {
  it("is half the squared distance of a pair, or half its squared shortfall from the margin", () => {
    fc.assert(
      fc.property(vector, vector, fc.constantFrom(0, 1), fc.constantFrom(0.5, 2), (a, b, y, margin) => {
        const d = distance(a, b);
        fc.pre(d > CLEARANCE && Math.abs(d - margin) > CLEARANCE);
        const loss = columnwise("contrastive", { margin });
        const sample = { input1: a, input2: b, target: [y] };
        const expected = y === 1 ? d ** 2 / 2 : Math.max(0, margin - d) ** 2 / 2;
        expect(loss(sample).value).toBeCloseTo(expected, DIGITS);
      }),
    );
  });

  it("has a finite gradient for two equal vectors", () => {
    const { gradients } = columnwise("contrastive")({ input1: [1, 1], input2: [1, 1], target: [0] });
    expect(gradients.input1!.every(Number.isFinite)).toBe(true);
  });
});

describe("InfoNCE with one negative", () => {
  it("is the cross entropy of the two cosines divided by the temperature", () => {
    fc.assert(
      fc.property(vector, vector, vector, fc.constantFrom(0.2, 1), (anchor, positive, negative, temperature) => {
        const loss = columnwise("info-nce", { temperature });
        const sample = { anchor, positive, negative };
        const near = Math.exp(cosine(anchor, positive) / temperature);
        const far = Math.exp(cosine(anchor, negative) / temperature);
        expect(loss(sample).value).toBeCloseTo(-Math.log(near / (near + far)), DIGITS);
      }),
    );
  });
});

describe("pairwise distance", () => {
  it.each([
    [1, 7],
    [2, 5],
    [8, (3 ** 8 + 4 ** 8) ** (1 / 8)],
  ])("of (3, 4) from the origin in the %d-norm is %d apart from eps", (p, expected) => {
    const measure = columnwise("pairwise-distance", { p, eps: 0 });
    const sample = { input1: [3, 4], input2: [0, 0] };
    expect(measure(sample).value).toBeCloseTo(expected, DIGITS);
  });

  it("of a vector from itself is the norm of eps in every component, not 0", () => {
    const measure = columnwise("pairwise-distance", { eps: 0.1 });
    expect(measure({ input1: [3, 4], input2: [3, 4] }).value).toBeCloseTo(0.1 * Math.SQRT2, DIGITS);
  });
});

describe("the triplet loss with a chosen distance", () => {
  const sample = { anchor: [1, 2], positive: [1.5, 2.25], negative: [0.25, 3] };
  it.each([
    ["euclidean", Math.hypot(0.5 - 1e-6, 0.25 - 1e-6) - Math.hypot(0.75 + 1e-6, 1 - 1e-6) + 1],
    ["l1", 0.75 - 1.75 + 1.5],
    ["chebyshev", 0.5 - 1 + 1],
    ["cosine", cosine([1, 2], [0.25, 3]) - cosine([1, 2], [1.5, 2.25]) + 1],
  ])("uses %s as its distance", (name, expected) => {
    const margin = name === "l1" ? 1.5 : 1;
    const loss = columnwise("triplet-margin-distance", { distance: name, margin });
    expect(loss(sample).value).toBeCloseTo(expected, DIGITS);
  });

  it("equals the triplet margin loss with the Euclidean distance, with and without swap", () => {
    for (const swap of [false, true]) {
      const own = columnwise("triplet-margin-distance", { swap });
      const torch = columnwise("triplet-margin", { swap });
      expect(own(sample).value).toBeCloseTo(torch(sample).value, DIGITS);
    }
  });
});
