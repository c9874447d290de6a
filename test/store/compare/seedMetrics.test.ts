import { describe, expect, it } from "vitest";
import { confusion } from "../../../src/metrics/confusion";
import { countMetrics } from "../../../src/metrics/metrics";
import { countsOf, neverSaysYes } from "../../../src/store/compare/counts";
import { oneRunAgainstMany, runFinding, seedFinding } from "../../../src/store/compare/findings";
import { ComparisonResults } from "../../../src/store/compare/results";
import { pairedDifference, seedBand, seedSummary } from "../../../src/store/compare/seedMetrics";
import { diverged, metrics, model } from "./models";

const sizes = { positives: 10, negatives: 90 };

function resultsOf(first: readonly number[], second: readonly number[]): ComparisonResults {
  const results = new ComparisonResults(2);
  for (const [loss, values] of [first, second].entries()) {
    for (const [seed, f1] of values.entries()) {
      results.takeModel(loss, seed, Number.isNaN(f1) ? diverged : model(f1));
    }
  }
  return results;
}

describe("counts behind metrics", () => {
  it("are those that the metrics were made of", () => {
    const labels = Uint8Array.from({ length: 100 }, (_, i) => (i < 10 ? 1 : 0));
    for (const shift of [-3, -0.5, 0, 0.2, 3]) {
      const logits = Float64Array.from({ length: 100 }, (_, i) => Math.sin(i * 7.3) + shift + (i < 10 ? 0.8 : 0));
      const counts = confusion(logits, labels);
      expect(countsOf(countMetrics(counts), sizes)).toEqual(counts);
    }
  });

  it("say whether a network calls anything positive", () => {
    expect(neverSaysYes({ recall: 0, accuracy: 0.9 }, sizes)).toBe(true);
    expect(neverSaysYes({ recall: 0, accuracy: 0.89 }, sizes)).toBe(false);
    expect(neverSaysYes({ recall: 0.1, accuracy: 0.91 }, sizes)).toBe(false);
  });
});

describe("paired differences", () => {
  it("are taken between networks of the same start, and leave out pairs with a diverged or a missing one", () => {
    const results = resultsOf([0.5, 0.1, Number.NaN, 0.7, 0.2], [0.6, 0.3, 0.9, 0.7]);
    const paired = pairedDifference(results, 1, 0, 5, "f1");
    expect(paired).toMatchObject({ pairs: 3, higher: 2, lower: 0, interval: null });
    // The median of the differences, which is not the difference of the medians.
    expect(paired.median).toBeCloseTo(0.1, 12);
  });

  it("look at no more initial weights than asked for", () => {
    const results = resultsOf([0, 0, 0.9], [1, 1, 0]);
    expect(pairedDifference(results, 1, 0, 2, "f1")).toMatchObject({ pairs: 2, higher: 2, lower: 0, median: 1 });
  });

  it("change sign with their order", () => {
    const results = resultsOf([0.1, 0.5, 0.2, 0.8, 0.3, 0.4, 0.6, 0.9], [0.4, 0.4, 0.4, 0.4, 0.4, 0.5, 0.5, 0.5]);
    const [there, back] = [pairedDifference(results, 1, 0, 8, "f1"), pairedDifference(results, 0, 1, 8, "f1")];
    expect(back.median).toBeCloseTo(-there.median, 12);
    expect(back.interval!.low).toBeCloseTo(-there.interval!.high, 12);
    expect(back.higher).toBe(there.lower);
  });
});

describe("a summary over initial weights", () => {
  it("counts what diverged and what never says yes", () => {
    const results = new ComparisonResults(1);
    results.takeModel(0, 0, model(0.5));
    results.takeModel(0, 1, diverged);
    results.takeModel(0, 2, model(0, { metrics: metrics(0, { accuracy: 0.9 }) }));
    const summary = seedSummary(results, 0, 4, "f1", sizes);
    expect(summary).toMatchObject({ ended: 3, diverged: 1, neverYes: 1, median: 0.25 });
    expect(summary.values).toEqual([0.5, Number.NaN, 0, Number.NaN]);
  });
});

describe("a band over the epochs", () => {
  it("holds the middle half at each epoch, of complete histories alone", () => {
    const results = new ComparisonResults(1);
    for (let seed = 0; seed < 5; seed++) {
      for (const epoch of [0, 1, 2])
        results.takeEpoch(0, seed, { epoch, metrics: metrics(0.1 * seed * epoch), parameters: null });
      results.takeModel(0, seed, model(0));
    }
    results.takeEpoch(0, 5, { epoch: 0, metrics: metrics(1), parameters: null });
    const band = seedBand(results, 0, 6, "f1")!;
    expect([...band.epochs]).toEqual([0, 1, 2]);
    expect(band.lower[2]).toBeCloseTo(0.2, 12);
    expect(band.middle[2]).toBeCloseTo(0.4, 12);
    expect(band.upper[2]).toBeCloseTo(0.6, 12);
    expect(seedBand(results, 0, 3, "f1")).toBeNull();
  });

  it("begins a history anew where its model does", () => {
    const results = new ComparisonResults(1);
    for (const epoch of [0, 1, 0, 1, 2]) results.takeEpoch(0, 0, { epoch, metrics: metrics(0), parameters: null });
    expect(results.history(0, 0).map(({ epoch }) => epoch)).toEqual([0, 1, 2]);
  });
});

describe("findings", () => {
  const counts = (truePositives: number, falsePositives: number) => ({
    truePositives,
    falsePositives,
    trueNegatives: 90 - falsePositives,
    falseNegatives: 10 - truePositives,
  });

  it("of one run say how many positives and false alarms more", () => {
    expect(runFinding(counts(4, 3), counts(7, 1))).toEqual({ kind: "differs", found: 3, alarms: -2 });
    expect(runFinding(counts(4, 3), counts(4, 3))).toEqual({ kind: "level" });
    expect(runFinding(counts(0, 0), counts(0, 0))).toEqual({ kind: "silent" });
    expect(runFinding(counts(0, 0), counts(0, 1))).toEqual({ kind: "differs", found: 0, alarms: 1 });
  });

  const paired = (low: number, high: number) => ({
    pairs: 8,
    higher: 5,
    lower: 3,
    median: (low + high) / 2,
    interval: { low, high, coverage: 0.99 },
  });

  it("of many decide by whether the interval holds 0", () => {
    expect(seedFinding(paired(-0.1, 0.2)).kind).toBe("undecided");
    expect(seedFinding(paired(0, 0.2)).kind).toBe("undecided");
    expect(seedFinding(paired(0.01, 0.2)).kind).toBe("higher");
    expect(seedFinding(paired(-0.2, -0.01)).kind).toBe("lower");
    expect(seedFinding({ ...paired(0, 0), higher: 0, lower: 0 }).kind).toBe("equal");
    expect(seedFinding({ ...paired(0, 0), interval: null }).kind).toBe("few");
  });

  it("say what one run is worth beside the many", () => {
    expect(oneRunAgainstMany(0.1, { kind: "higher" })).toBe("agrees");
    expect(oneRunAgainstMany(-0.1, { kind: "higher" })).toBe("misleads");
    expect(oneRunAgainstMany(0.1, { kind: "lower" })).toBe("misleads");
    expect(oneRunAgainstMany(0.1, { kind: "undecided" })).toBe("chance");
    expect(oneRunAgainstMany(0, { kind: "undecided" })).toBe("none");
    expect(oneRunAgainstMany(Number.NaN, { kind: "higher" })).toBe("none");
  });
});
