import { describe, expect, it } from "vitest";
import { defaultDataset } from "../../src/datasets";
import { generateSamples } from "../../src/datasets/generateSamples";

const moons = defaultDataset("moons");

describe("the moons", () => {
  it("are scikit-learn's half circles, centred and scaled, if there is no noise", () => {
    const radius = 3;
    const { features, labels, rows } = generateSamples({ ...moons, radius, standardDeviation: 0 }, 0);
    for (let row = 0; row < rows; row++) {
      // In make_moons' own coordinates, whose middle is (½, ¼).
      const [x, y] = [features[2 * row]! / radius + 0.5, features[2 * row + 1]! / radius + 0.25];
      const [cosine, sine] = labels[row] === 1 ? [1 - x, 0.5 - y] : [x, y];
      expect(Math.hypot(cosine, sine)).toBeCloseTo(1, 5);
      expect(sine).toBeGreaterThan(-1e-6);
    }
  });

  it("have the means and variances of uniform angles with normal noise", () => {
    const { radius, standardDeviation } = moons;
    const rows = 100_000;
    const { features } = generateSamples({ ...moons, positives: rows, negatives: rows }, 1);
    // Moments of cos t and sin t with t uniform from 0 to π: means 0 and 2/π, variances ½ and ½ −
    // 4/π².
    const expected = [
      { mean: radius * (0 - 0.5), variance: radius ** 2 / 2 + standardDeviation ** 2 },
      {
        mean: radius * (2 / Math.PI - 0.25),
        variance: radius ** 2 * (0.5 - 4 / Math.PI ** 2) + standardDeviation ** 2,
      },
    ];
    for (const [side, first] of [
      [-1, 0],
      [1, rows],
    ] as const) {
      for (const [k, { mean, variance }] of expected.entries()) {
        const values = Array.from({ length: rows }, (_, i) => side * features[2 * (first + i) + k]!);
        const average = values.reduce((sum, value) => sum + value, 0) / rows;
        const spread = values.reduce((sum, value) => sum + (value - average) ** 2, 0) / rows;
        // Five standard errors; that of the variance is at most the one of a normal distribution.
        expect(Math.abs(average - mean)).toBeLessThan(5 * Math.sqrt(variance / rows));
        expect(Math.abs(spread - variance)).toBeLessThan(5 * variance * Math.sqrt(2 / rows));
      }
    }
  });
});
