import { describe, expect, it } from "vitest";
import { defaultDataset } from "../../src/datasets";
import { blobs } from "../../src/datasets/blobs";
import { generateSamples } from "../../src/datasets/generateSamples";
import { bayesBoundary, bayesOptimum } from "../../src/metrics/bayes";
import { normalCdf } from "../../src/probability/normalCdf";

const standard = defaultDataset("blobs");
const equal = { ...standard, positiveDeviation: 1, negativeDeviation: 1 };

describe("the Gaussians", () => {
  it("have their centres and deviations", () => {
    const rows = 100_000;
    const settings = { ...standard, positives: rows, negatives: rows, distance: 3 };
    const { features } = generateSamples(settings, 1);
    for (const [first, centre, deviation] of [
      [0, 1.5, settings.positiveDeviation],
      [rows, -1.5, settings.negativeDeviation],
    ] as const) {
      for (const [k, mean] of [centre, 0].entries()) {
        const values = Array.from({ length: rows }, (_, i) => features[2 * (first + i) + k]!);
        const average = values.reduce((sum, value) => sum + value, 0) / rows;
        const variance = values.reduce((sum, value) => sum + (value - average) ** 2, 0) / rows;
        expect(Math.abs(average - mean)).toBeLessThan((5 * deviation) / Math.sqrt(rows));
        expect(Math.abs(variance - deviation ** 2)).toBeLessThan(5 * deviation ** 2 * Math.sqrt(2 / rows));
      }
    }
  });

  it("with equal deviations have a straight vertical optimum, with metrics from the normal distribution", () => {
    // ln(n⁻ / n⁺) / (d / s²) to the right of the middle.
    const x = Math.log(30) / 4;
    const optimum = bayesBoundary(equal, 0.5)!;
    expect(optimum.boundary.at).toEqual({ name: "x", value: expect.closeTo(x, 12) });
    const [line] = optimum.boundary.outlines;
    expect(line!.kind === "line" && line!.points.every((point) => Math.abs(point.x - x) < 1e-12)).toBe(true);
    expect(optimum.metrics.recall).toBeCloseTo(normalCdf(2 - x), 12);
    expect(optimum.metrics.accuracy).toBeCloseTo((200 * normalCdf(2 - x) + 6000 * normalCdf(x + 2)) / 6200, 12);
  });

  it("with unequal deviations have a circle around the narrower class", () => {
    const narrowPositives = bayesBoundary(standard, 0.5)!.boundary.outlines[0]!;
    expect(narrowPositives.kind === "circle" && narrowPositives.x).toBeGreaterThan(0);
    const narrowNegatives = bayesBoundary({ ...standard, positiveDeviation: 1.5, negativeDeviation: 1 }, 0.5)!.boundary
      .outlines[0]!;
    expect(narrowNegatives.kind === "circle" && narrowNegatives.x).toBeLessThan(0);
  });

  it("change continuously where the deviations become equal", () => {
    const at = (deviation: number) => bayesBoundary({ ...equal, positiveDeviation: deviation }, 0.5)!;
    for (const small of [1e-3, 1e-6, 1e-9, 1e-12]) {
      for (const near of [at(1 + small), at(1 - small)]) {
        expect(Math.abs(near.boundary.at.value - at(1).boundary.at.value)).toBeLessThan(10 * small);
        expect(Math.abs(near.metrics.recall - at(1).metrics.recall)).toBeLessThan(10 * small);
        expect(Math.abs(near.metrics.accuracy - at(1).metrics.accuracy)).toBeLessThan(10 * small);
      }
    }
  });

  it("have one predicted class everywhere if the other is never likelier", () => {
    const concentric = { ...standard, distance: 0, positiveDeviation: 1, negativeDeviation: 1 };
    expect(bayesBoundary(concentric, 0.5)).toBeNull();
    expect(bayesOptimum(concentric, 0.5)).toMatchObject({ metrics: { recall: 0, accuracy: 6000 / 6200 } });
    // So wide that positives are nowhere the denser class.
    const hidden = { ...standard, distance: 0, positiveDeviation: 0.9, negativeDeviation: 1 };
    expect(bayesBoundary(hidden, 0.5)).toBeNull();
  });

  it("keep finite metrics at every end of their bounds", () => {
    const ends = (name: keyof typeof blobs.fields) => [blobs.fields[name].min, blobs.fields[name].max];
    for (const distance of ends("distance")) {
      for (const positiveDeviation of ends("positiveDeviation")) {
        for (const negativeDeviation of ends("negativeDeviation")) {
          for (const alpha of [1e-9, 0.5, 1 - 1e-9]) {
            const settings = { ...standard, distance, positiveDeviation, negativeDeviation };
            const { recall, precision, f1, accuracy } = bayesOptimum(settings, alpha)!.metrics;
            // Where nothing is called positive, precision is 0 divided by 0.
            const defined = recall === 0 && Number.isNaN(precision) ? [] : [precision];
            for (const value of [recall, ...defined, f1, accuracy]) {
              expect(value).toBeGreaterThanOrEqual(0);
              expect(value).toBeLessThanOrEqual(1 + 1e-12);
            }
          }
        }
      }
    }
  });
});
