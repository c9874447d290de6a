import { describe, expect, it } from "vitest";
import { generateSamples } from "../../src/datasets/generateSamples";
import { selectRows, splitRows } from "../../src/datasets/split";
import { tutorialExperiment } from "../../src/experiment/defaults";

const { dataset } = tutorialExperiment;

describe("the rings", () => {
  const samples = generateSamples(dataset, 3);
  const radii = Array.from({ length: samples.rows }, (_, row) =>
    Math.hypot(samples.features[2 * row]!, samples.features[2 * row + 1]!),
  );

  it("have the positives first", () => {
    expect(samples.rows).toBe(6200);
    expect([...samples.labels.subarray(0, 200)].every((label) => label === 1)).toBe(true);
    expect([...samples.labels.subarray(200)].every((label) => label === 0)).toBe(true);
  });

  it("have their radii and spread at any angle", () => {
    for (const [from, to, mean] of [
      [0, 200, 5],
      [200, 6200, 8],
    ] as const) {
      const ring = radii.slice(from, to);
      const average = ring.reduce((sum, radius) => sum + radius, 0) / ring.length;
      const variance = ring.reduce((sum, radius) => sum + (radius - average) ** 2, 0) / ring.length;
      const standardError = 1 / Math.sqrt(ring.length);
      expect(Math.abs(average - mean)).toBeLessThan(5 * standardError);
      expect(Math.abs(variance - 1)).toBeLessThan(5 * Math.SQRT2 * standardError);
      const centre = [0, 1].map(
        (k) =>
          samples.features.slice(2 * from, 2 * to).reduce((sum, value, i) => (i % 2 === k ? sum + value : sum), 0) /
          ring.length,
      );
      for (const coordinate of centre) expect(Math.abs(coordinate)).toBeLessThan(5 * mean * standardError);
    }
  });

  it("depend on the seed alone", () => {
    expect(generateSamples(dataset, 3)).toEqual(samples);
    expect(generateSamples(dataset, 4).features).not.toEqual(samples.features);
  });

  it("are exact circles without spread", () => {
    const circle = generateSamples({ ...dataset, standardDeviation: 0, positives: 50, negatives: 1 }, 0);
    for (let row = 0; row < 50; row++) {
      expect(Math.hypot(circle.features[2 * row]!, circle.features[2 * row + 1]!)).toBeCloseTo(5, 5);
    }
  });
});

describe("the split", () => {
  it("puts every row into one of the two sets, 70 % into training", () => {
    const { train, validation } = splitRows(6200, 0.7, 0);
    expect([train.length, validation.length]).toEqual([4340, 1860]);
    expect(new Set([...train, ...validation]).size).toBe(6200);
  });

  it("leaves neither set empty", () => {
    for (const fraction of [0.05, 0.95]) {
      const { train, validation } = splitRows(2, fraction, 1);
      expect([train.length, validation.length]).toEqual([1, 1]);
    }
  });

  it("depends on the seed alone", () => {
    expect(splitRows(100, 0.5, 1)).toEqual(splitRows(100, 0.5, 1));
    expect(splitRows(100, 0.5, 1)).not.toEqual(splitRows(100, 0.5, 2));
  });

  it("selects rows with their labels", () => {
    const samples = { rows: 3, inputs: 2, features: Float32Array.of(1, 2, 3, 4, 5, 6), labels: Uint8Array.of(1, 0, 1) };
    expect(selectRows(samples, Uint32Array.of(2, 0))).toEqual({
      rows: 2,
      inputs: 2,
      features: Float32Array.of(5, 6, 1, 2),
      labels: Uint8Array.of(1, 1),
    });
  });
});
