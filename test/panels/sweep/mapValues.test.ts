import { describe, expect, it } from "vitest";
import { isoLevels, largestBlock, mapValues, metricDomain, rampScale } from "../../../src/panels/sweep/mapValues";
import { bestCell, metricMap } from "../../../src/store/sweep/aggregate";
import { SweepResults } from "../../../src/store/sweep/results";
import { diverged, rowOf, trained } from "../../store/sweep/sweepRuns";

/** A model of the fixture has the loss 1 − F1. */
const ofLoss = (loss: number) => trained(1 - loss);

describe("the map's colours", () => {
  it("run from 0 to the next twentieth above the best F1 of networks that predict both classes", () => {
    const map = metricMap(rowOf([trained(0.312), trained(0.731), trained(0.99, "yes")]), "f1");
    expect(rampScale(map, "f1")).toEqual({
      domain: [0, 0.75],
      kind: "linear",
      reversed: false,
      beyond: [false, false],
    });
  });

  it("are reversed if less is better, and on a log scale if losses differ by orders of magnitude", () => {
    const near = metricMap(rowOf([trained(0.3), trained(0.7)]), "loss");
    expect(rampScale(near, "loss")).toMatchObject({ kind: "linear", reversed: true });
    const far = rampScale(metricMap(rowOf([trained(0.1), trained(0.999)]), "loss"), "loss");
    expect(far.kind).toBe("log");
    for (const level of isoLevels(far)) {
      expect(level).toBeGreaterThan(far.domain[0]);
      expect(level).toBeLessThan(far.domain[1]);
    }
  });

  it("are not used up by one loss far from all others, and the legend knows that it lies beyond", () => {
    const usual = Array.from({ length: 15 }, (_, i) => 0.02 + i / 1000);
    const scale = (far: number) => rampScale(metricMap(rowOf([...usual, far].map(ofLoss)), "loss"), "loss");
    expect(scale(0.05)).toMatchObject({ kind: "linear", beyond: [false, false] });
    const { domain, ...others } = scale(4e4);
    expect(others).toMatchObject({ kind: "linear", beyond: [false, true] });
    expect(domain[0]).toBeLessThanOrEqual(0.02);
    expect(domain[1]).toBeLessThan(0.05);
    // Losses of every size have no outliers.
    const sizes = Array.from({ length: 12 }, (_, i) => 10 ** (i - 6));
    const each = rampScale(metricMap(rowOf(sizes.map(ofLoss)), "loss"), "loss");
    expect(each).toMatchObject({ kind: "log", beyond: [false, false] });
    // The best F1 is what the map is for.
    const best = rampScale(metricMap(rowOf([...usual, 0.9].map((f1) => trained(f1))), "f1"), "f1");
    expect(best).toMatchObject({ domain: [0, 0.9], beyond: [false, false] });
  });

  it("reach below 0 where losses do", () => {
    const { domain } = rampScale(metricMap(rowOf([-0.42, 0.3].map(ofLoss)), "loss"), "loss");
    expect(domain[0]).toBeLessThanOrEqual(-0.42);
  });

  it("have two different ends even for one value or none", () => {
    for (const only of [0, 0.5, 1]) {
      const [from, to] = metricDomain([only], "f1");
      expect(to - from).toBeGreaterThan(0.04);
    }
    expect(metricDomain([Number.NaN], "auc")).toEqual([0, 1]);
  });
});

describe("the map's cells", () => {
  it("show a value, a single predicted class, a failure, or nothing yet", () => {
    const results = rowOf([trained(0.5), trained(0, "no"), trained(0.1, "yes"), diverged, null]);
    const { kinds, quartiles } = mapValues(metricMap(results, "f1"), results);
    expect(kinds).toEqual(["value", "always-no", "always-yes", "failed", "missing"]);
    expect(quartiles).toBeNull();
  });

  it("fill in for finer cells that are still missing, if they have a value", () => {
    const results = rowOf([trained(0.5), null, null, null, trained(0, "no"), null]);
    const { coarse } = mapValues(metricMap(results, "f1"), results);
    expect([...coarse]).toEqual([Number.NaN, 0.5, 0.5, 0.5, Number.NaN, Number.NaN]);
  });

  it("hold the median and quartiles over their seeds, without diverged ones", () => {
    const results = new SweepResults(1, 1, 4);
    for (const [seed, model] of [trained(0.2), trained(0.4), trained(0.6), diverged].entries())
      results.take({ column: 0, row: 0, seed }, model);
    const { value, quartiles } = mapValues(metricMap(results, "f1"), results);
    expect(value[0]).toBeCloseTo(0.4, 12);
    expect(quartiles!.lower[0]).toBeCloseTo(0.3, 12);
    expect(quartiles!.upper[0]).toBeCloseTo(0.5, 12);
  });
});

it("the best cell has the largest metric, or the smallest loss", () => {
  const results = rowOf([trained(0.2), trained(0.6), diverged, trained(0.4)]);
  expect(bestCell(metricMap(results, "f1"), "f1")).toEqual({ column: 1, row: 0 });
  expect(bestCell(metricMap(results, "loss"), "loss")).toEqual({ column: 1, row: 0 });
  expect(bestCell(metricMap(rowOf([null, diverged]), "f1"), "f1")).toBeNull();
});

it("the largest block of one kind is the rectangle with most cells among those large enough for a note", () => {
  const results = new SweepResults(4, 4, 1);
  const silent = ["...#", "###.", "###.", "#..."]; // row 0 first
  for (const cell of results.cells())
    results.take({ ...cell, seed: 0 }, trained(0.5, silent[cell.row]![cell.column] === "#" ? "no" : "both"));
  const values = mapValues(metricMap(results, "f1"), results);
  expect(largestBlock(values, "always-no", { columns: 2, rows: 2 })).toEqual({
    from: { column: 0, row: 1 },
    to: { column: 2, row: 2 },
  });
  expect(largestBlock(values, "always-no", { columns: 4, rows: 1 })).toBeNull();
});
