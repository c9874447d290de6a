import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { runAsJson } from "../../scripts/headless/output";
import type { Dataset } from "../../src/datasets";
import { tutorialExperiment } from "../../src/experiment/defaults";
import { bayesOptimum } from "../../src/metrics/bayes";
import { bestWeight } from "../../src/metrics/bestWeight";
import { epochMetrics, setMetrics, withScoreMetrics } from "../../src/metrics/measure";
import { type CountMetricName, countMetricNames, hasBestWeight, metricNames, metrics } from "../../src/metrics/metrics";
import { comparisonCsv } from "../../src/store/compare/comparisonCsv";
import { ComparisonResults } from "../../src/store/compare/results";
import { SweepResults } from "../../src/store/sweep/results";
import { sweepCsv } from "../../src/store/sweep/sweepCsv";
import { model } from "../store/compare/models";
import { focal, smallSweep, trained } from "../store/sweep/sweepRuns";

const catalogueOf = (locale: string): Record<string, string> =>
  Object.assign(
    {},
    ...["", "later/"].map((folder) =>
      JSON.parse(readFileSync(new URL(`../../src/i18n/${folder}${locale}.json`, import.meta.url), "utf8")),
    ),
  );
const catalogues = [catalogueOf("en"), catalogueOf("zh-Hans")];

/** A value that differs from those of all other metrics in the test. */
const valueFor = (name: (typeof metricNames)[number]) => (metricNames.indexOf(name) + 1) / 16;
const values = Object.fromEntries(metricNames.map((name) => [name, valueFor(name)])) as ReturnType<typeof setMetrics>;

const cells = (csv: string) => csv.split("\r\n").map((line) => line.split(","));

/** Ten positives and thirty negatives; `noise` is the error of every second answer. */
function scored(noise: number) {
  const labels = Uint8Array.from({ length: 40 }, (_, i) => (i % 4 === 0 ? 1 : 0));
  const logits = Float64Array.from(labels, (label, i) => (label === 1 ? 4 : -4) * (i % 3 === 0 ? 1 - noise : 1));
  return setMetrics(logits, labels, noise);
}

describe.each(metricNames)("the metric %s", (name) => {
  it("has a name in both languages and a unique column", () => {
    for (const texts of catalogues) expect(texts[`metric.${name}`]).toMatch(/\S/);
    expect(metricNames.filter((other) => metrics[other].column === metrics[name].column)).toEqual([name]);
    expect(metrics[name].column).toMatch(/^[a-z][a-z0-9_]*$/);
  });

  it("is in its column of the sweep's file and of the comparison's", () => {
    const swept = new SweepResults(2, 2, 2);
    swept.take({ column: 0, row: 0, seed: 0 }, { ...trained(0), metrics: values });
    const compared = new ComparisonResults(1);
    compared.takeModel(0, 0, model(0, { metrics: values }));
    const slot = { key: 0, loss: { id: "focal", parameters: { gamma: 2 } } };
    const files = [
      sweepCsv({ sweep: smallSweep, definition: focal, results: swept }),
      comparisonCsv(
        {
          comparison: { base: tutorialExperiment, losses: [slot.loss], seeds: 1 },
          slots: [slot],
          results: compared,
        } as unknown as Parameters<typeof comparisonCsv>[0],
        ["A"],
        [focal],
        { positives: 10, negatives: 30 },
      ),
    ];
    for (const file of files) {
      const [heading, line] = cells(file);
      // Quoted parameters may hold commas, so columns are counted from the end.
      const fromEnd = heading!.length - heading!.indexOf(metrics[name].column);
      expect(line!.at(-fromEnd)).toBe(String(valueFor(name)));
    }
  });

  it("is in the headless command's JSON for both sets", () => {
    const set = { ...values, confusion: { truePositives: 0, falsePositives: 0, trueNegatives: 0, falseNegatives: 0 } };
    const record = {
      epoch: 1,
      running: { objective: 0, loss: 0, accuracy: 0 },
      train: set,
      validation: set,
      validationObjective: 0,
      penalties: { l1: 0, l2: 0 },
    };
    const run = runAsJson({ engine: "cpu", description: "", epochs: [record], engineMs: 0, ms: 0 });
    expect(run.final.train[name]).toBe(valueFor(name));
    expect(run.epochs[0]!.validation[name]).toBe(valueFor(name));
  });

  it("is best for the best answers, in its stated direction", () => {
    const sign = metrics[name].better === "more" ? 1 : -1;
    expect(sign * (scored(0)[name] - scored(2)[name])).toBeGreaterThan(0);
  });

  it("stays within its scale", () => {
    const [least, most] = { share: [0, 1], correlation: [-1, 1], loss: [-Infinity, Infinity] }[metrics[name].scale];
    for (const noise of [0, 0.5, 1, 2, 9]) {
      expect(scored(noise)[name]).toBeGreaterThanOrEqual(least!);
      expect(scored(noise)[name]).toBeLessThanOrEqual(most!);
    }
  });
});

describe.each(countMetricNames)("the reachable optimum of %s", (name: CountMetricName) => {
  const { dataset } = tutorialExperiment;
  /** The metric of the best classifier for this weight, with its sign changed if less is better. */
  const signedValue = (data: Dataset, weight: number) =>
    (metrics[name].better === "more" ? 1 : -1) * bayesOptimum(data, weight)!.metrics[name];
  const reached = (logOdds: number, data: Dataset = dataset) => signedValue(data, 1 / (1 + Math.exp(-logOdds)));
  const weights = Array.from({ length: 321 }, (_, i) => (i - 160) / 16);

  // At an extreme weight, a metric without a best weight is near its best on any data.
  it.runIf(hasBestWeight(name))("is at no weight as good on a noisier data set as at the best on this one", () => {
    const noisier = { ...dataset, standardDeviation: 2 * dataset.standardDeviation };
    const best = Math.max(...weights.map((weight) => reached(weight)));
    const noisiest = Math.max(...weights.map((weight) => reached(weight, noisier)));
    expect(noisiest).toBeLessThan(best);
  });

  it(`improves and then worsens with the positives' weight exactly if it has "hasBestWeight: true"`, () => {
    const curve = weights.map((weight) => reached(weight));
    const top = curve.indexOf(Math.max(...curve));
    expect(hasBestWeight(name), `hasBestWeight of ${name}`).toBe(top > 0 && top < curve.length - 1);
    if (!hasBestWeight(name)) return;
    for (let i = 1; i < curve.length; i++) {
      if (i <= top) expect(curve[i]!).toBeGreaterThanOrEqual(curve[i - 1]!);
      else expect(curve[i]!).toBeLessThanOrEqual(curve[i - 1]! + 1e-15);
    }
    const best = signedValue(dataset, bestWeight(dataset, name)!);
    expect(best).toBeGreaterThanOrEqual(curve[top]!);
    expect(best).toBeLessThan(curve[top]! + 1e-4);
  });
});

it.each(["f1", "precision", "recall", "accuracy", "balancedAccuracy", "mcc"] as const)(
  "the reachable %s at equal weights is lower on a noisier data set",
  (name) => {
    const { dataset } = tutorialExperiment;
    const noisier = { ...dataset, standardDeviation: 2 * dataset.standardDeviation };
    expect(bayesOptimum(noisier, 0.5)!.metrics[name]).toBeLessThan(bayesOptimum(dataset, 0.5)!.metrics[name]);
  },
);

it("a record completed with the metrics of the scores equals a set measured at once", () => {
  const labels = Uint8Array.of(1, 0, 1, 0, 0);
  const logits = [2, -1, -0.5, 1, -2];
  const { confusion, ...all } = withScoreMetrics(epochMetrics(logits, labels, 0.5), logits, labels);
  expect(all).toEqual(setMetrics(logits, labels, 0.5));
  expect(confusion).toEqual({ truePositives: 1, falsePositives: 1, trueNegatives: 2, falseNegatives: 1 });
});
