import { describe, expect, it } from "vitest";
import { normalCdf } from "../../src/probability/normalCdf";

describe("the normal distribution function", () => {
  // Values of Φ from tables with 15 digits.
  it.each([
    [0, 0.5],
    [1, 0.841344746068543],
    [-2, 0.0227501319481792],
    [4.9, 0.999999520816723],
    [-5.1, 1.69826740714723e-7],
    [-10, 7.61985302416053e-24],
  ])("at %f is %f", (z, value) => {
    expect(Math.abs(normalCdf(z) - value)).toBeLessThan(1e-13 * Math.max(value, 1e-3));
  });
});
