import { describe, expect, it } from "vitest";
import { normalCdf } from "../../src/probability/normalCdf";
import { quadraticExceedance } from "../../src/probability/quadraticExceedance";
import { createRandom } from "../../src/probability/random";

/** The function's documented accuracy. */
const PROMISED = 1e-13;

/**
 * P(χ²₂(λ) ≤ x) from its series: a Poisson mixture of central χ² distributions, whose own tails are
 * Poisson sums too.
 */
function noncentralChiSquareCdf(x: number, noncentrality: number): number {
  let sum = 0;
  let weight = Math.exp(-noncentrality / 2);
  let term = Math.exp(-x / 2);
  let central = 1 - term;
  for (let j = 0; j < 2000; j++) {
    sum += weight * central;
    weight *= noncentrality / 2 / (j + 1);
    term *= x / 2 / (j + 1);
    central -= term;
  }
  return sum;
}

/** The disc of this radius around a centre at this distance, as a quadratic form. */
const disc = (distance: number, radius: number, scale = 1) =>
  quadraticExceedance(scale * (radius ** 2 - distance ** 2), scale * 2 * distance, scale);

describe("the probability of a disc", () => {
  it.each([
    [0, 1],
    [1, 0.5],
    [2, 2],
    [3, 7],
    [5, 5],
    [8, 9.5],
    [12, 10.5],
    [15, 17],
    [1, 25],
    [30, 1],
  ])("at distance %f with radius %f equals the series of the noncentral χ²", (distance, radius) => {
    const expected = noncentralChiSquareCdf(radius ** 2, distance ** 2);
    expect(Math.abs(disc(distance, radius) - expected)).toBeLessThan(PROMISED);
    // The form's scale and the side of the centre do not matter.
    expect(Math.abs(disc(distance, radius, 7) - expected)).toBeLessThan(PROMISED);
    expect(Math.abs(disc(-distance, radius) - expected)).toBeLessThan(PROMISED);
    // The outside has the complementary probability.
    expect(Math.abs(disc(distance, radius, -1) - (1 - expected))).toBeLessThan(PROMISED);
  });

  it("equals a sum over a fine grid of the plane", () => {
    const GRID = 5e-5; // a step of 1/200: the edge of the disc cuts through cells
    const step = 1 / 200;
    let sum = 0;
    for (let u = -8 + step / 2; u < 8; u += step) {
      const height = 2.5 ** 2 - (u - 1.5) ** 2;
      if (height <= 0) continue;
      for (let v = step / 2; v * v < height; v += step) sum += 2 * Math.exp(-(u * u + v * v) / 2);
    }
    expect(Math.abs(disc(1.5, 2.5) - (sum * step * step) / (2 * Math.PI))).toBeLessThan(GRID);
  });

  it("equals the share of random draws", () => {
    const draws = 400_000;
    const random = createRandom(1, "data");
    let inside = 0;
    for (let i = 0; i < draws; i++) if (Math.hypot(random.normal() - 2, random.normal()) < 1.5) inside++;
    const SAMPLING = 2.5 / Math.sqrt(draws); // five standard errors of a share at most
    expect(Math.abs(disc(2, 1.5) - inside / draws)).toBeLessThan(SAMPLING);
  });
});

describe("the probability at a curvature near 0", () => {
  it("tends to the normal distribution of the straight line", () => {
    for (const constant of [-3, -0.5, 0, 1, 4]) {
      const line = normalCdf(constant / 1.7);
      expect(quadraticExceedance(constant, 1.7, 0)).toBe(line);
      expect(quadraticExceedance(constant, -1.7, 0)).toBe(line);
      for (const curvature of [1e-4, 1e-8, 1e-15, 1e-300]) {
        // To first order the difference is the curvature times a second moment.
        expect(Math.abs(quadraticExceedance(constant, 1.7, curvature) - line)).toBeLessThan(curvature + PROMISED);
      }
    }
  });

  it("is 0 or 1 without a slope", () => {
    expect([quadraticExceedance(1, 0, 0), quadraticExceedance(-1, 0, 0), quadraticExceedance(-1, 0, 2)]).toEqual([
      1, 0, 0,
    ]);
  });
});
