import { describe, expect, it } from "vitest";
import { nearestSample, nextSample } from "../../src/charts/field/nearest";
import { dotRadiusPx, isPositive, isShown, shownShare } from "../../src/charts/field/samples";

describe("the shown samples", () => {
  it("are all samples up to 20,000, else a uniform draw that keeps the proportion of the classes", () => {
    expect(shownShare(4340)).toBe(1);
    const count = 200_000;
    const share = shownShare(count);
    let shown = 0;
    let positives = 0;
    for (let i = 0; i < count; i++) {
      if (!isShown(i, share)) continue;
      shown++;
      if (i % 31 === 0) positives++;
    }
    expect(shown / 20_000).toBeCloseTo(1, 1);
    expect((positives / shown) * 31).toBeCloseTo(1, 1);
  });
});

describe("a dot", () => {
  const samples = { x: new Float32Array(5), y: new Float32Array(5), target: [0, 1, 1, 0, 1] };

  it("has an area proportional to its size, and stays visible and bounded whatever the size", () => {
    const size = new Float32Array([0.25, 1, Number.POSITIVE_INFINITY, Number.NaN, -3]);
    const radius = (i: number) => dotRadiusPx({ ...samples, size }, i);
    expect(radius(1) / radius(0)).toBeCloseTo(2, 5);
    expect(radius(2)).toBe(radius(1));
    expect(radius(3)).toBeGreaterThan(0);
    expect(radius(4)).toBe(radius(3));
  });

  it("has the colour of its true class or of the network's decision", () => {
    const logits = new Float32Array([2, -2, 0, Number.NaN, 1e-6]);
    const classes = (by: "true" | "predicted") => [0, 1, 2, 3, 4].map((i) => isPositive({ ...samples, logits }, i, by));
    expect(classes("true")).toEqual([false, true, true, false, true]);
    expect(classes("predicted")).toEqual([true, false, false, false, true]);
  });
});

describe("choosing a sample", () => {
  const x = new Float32Array([0, 1, 3, 0, -2]);
  const y = new Float32Array([0, 0, 0.5, 2, 0]);
  const samples = { x, y, target: [0, 0, 0, 0, 0] };

  it("finds the nearest sample", () => {
    expect(nearestSample(samples, 0.1, 1.9)).toBe(3);
    expect(nearestSample({ x: new Float32Array(), y: new Float32Array(), target: [] }, 0, 0)).toBe(-1);
  });

  it("moves in each direction and stops at the last sample", () => {
    expect(nextSample(samples, 0, [1, 0])).toBe(1);
    expect(nextSample(samples, 1, [1, 0])).toBe(2);
    expect(nextSample(samples, 2, [1, 0])).toBe(-1);
    expect(nextSample(samples, 0, [0, 1])).toBe(3);
    expect(nextSample(samples, 0, [-1, 0])).toBe(4);
  });
});
