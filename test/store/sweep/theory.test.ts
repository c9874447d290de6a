import { describe, expect, it } from "vitest";
import { defaultDataset } from "../../../src/datasets";
import { axisValueAt, type Sweep } from "../../../src/experiment/sweep";
import { losses } from "../../../src/losses";
import { findLoss } from "../../../src/losses/findLoss";

import { type BayesBoundary, bayesBoundary } from "../../../src/metrics/bayes";
import { bestWeight } from "../../../src/metrics/bestWeight";

import { bayesOf, positiveWeight, theoryOptimum } from "../../../src/store/sweep/theory";
import { focal, smallSweep } from "./sweepRuns";

const wide: Sweep = { ...smallSweep, x: { ...smallSweep.x, from: 0.2, to: 0.95, count: 16 } };

describe("the theoretical optimum on the map", () => {
  it("is one α for every γ: .63 with F1 .737 on the tutorial's rings", () => {
    const found = theoryOptimum(wide, focal, "f1")!;
    expect(found.value).toBeCloseTo(0.63, 2);
    expect(found.reached).toBeCloseTo(0.737, 3);
    const [line] = found.lines;
    // A vertical line from edge to edge at that α.
    expect(line!.map(({ y }) => y)).toEqual([-0.5, wide.y.count - 0.5]);
    for (const { x } of line!) expect(axisValueAt(wide.x, x)).toBeCloseTo(found.value!, 9);
  });

  it("is α = ½ for the accuracy", () => {
    expect(theoryOptimum(wide, focal, "accuracy")!.value).toBeCloseTo(0.5, 6);
  });

  it("is a horizontal line if the weight is on the other axis", () => {
    const found = theoryOptimum({ ...wide, x: wide.y, y: wide.x }, focal, "f1")!;
    expect(found.lines[0]!.map(({ x }) => x)).toEqual([-0.5, wide.y.count - 0.5]);
  });

  it("bends if the classes' shares vary: each share has its own best weight", () => {
    const y = { parameter: "positiveShare", from: 0.01, to: 0.5, count: 8, spacing: "log" } as const;
    const found = theoryOptimum({ ...wide, y }, focal, "f1")!;
    expect([found.value, found.reached]).toEqual([null, null]);
    const [line] = found.lines;
    const alphas = line!.map(({ x }) => axisValueAt(wide.x, x));
    expect(Math.max(...alphas) - Math.min(...alphas)).toBeGreaterThan(0.1);
  });

  it("bends if the data change along the other axis", () => {
    const y = { parameter: "data.rings.standardDeviation", from: 0.5, to: 2, count: 8, spacing: "linear" } as const;
    const found = theoryOptimum({ ...wide, y }, focal, "f1")!;
    expect([found.value, found.reached]).toEqual([null, null]);
    const alphas = found.lines[0]!.map(({ x }) => axisValueAt(wide.x, x));
    expect(Math.max(...alphas) - Math.min(...alphas)).toBeGreaterThan(0.05);
  });

  it("is absent for data without a closed form", () => {
    const base = { ...wide.base, dataset: defaultDataset("moons") };
    expect(theoryOptimum({ ...wide, base }, focal, "f1")).toBeNull();
    expect(bayesOf(base, focal)).toBeNull();
  });

  it("is absent for other metrics, outside the axis, and for losses that do not weight their classes", () => {
    expect(theoryOptimum(wide, focal, "recall")).toBeNull();
    expect(theoryOptimum({ ...wide, x: { ...wide.x, to: 0.6 } }, focal, "f1")).toBeNull();
    const rates = {
      ...wide,
      x: { parameter: "learningRate", from: 0.001, to: 0.1, count: 4, spacing: "log" } as const,
    };
    expect(theoryOptimum(rates, findLoss(losses, "mse"), "f1")).toBeNull();
  });
});

it("a loss's weight of the positives is its share α, or the share that its ratio equals", () => {
  const logits = findLoss(losses, "bce-logits");
  const weighed = { ...smallSweep.base, loss: { id: "bce-logits", parameters: { pos_weight: 3 } } };
  expect(positiveWeight(weighed, logits)).toBe(0.75);
  // The tutorial's own α is ¾ too: the same circle.
  const radius = (bayes: BayesBoundary | null) => bayes!.boundary.at.value;
  expect(radius(bayesOf(weighed, logits))).toBeCloseTo(radius(bayesOf(smallSweep.base, focal)), 12);
  const { dataset } = smallSweep.base;
  const best = bayesBoundary(dataset, bestWeight(dataset, "f1")!);
  expect(radius(best)).toBeLessThan(radius(bayesOf(smallSweep.base, focal)));
});
