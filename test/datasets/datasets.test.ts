import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  classCount,
  datasetField,
  datasetFields,
  datasetNumber,
  datasetOfKind,
  datasets,
  defaultDataset,
} from "../../src/datasets";
import { generateSamples } from "../../src/datasets/generateSamples";
import { createCpuBackend, createFloat64Backend } from "../../src/engine/cpu";
import { prepareJob } from "../../src/engine/job";
import { tutorialExperiment } from "../../src/experiment/defaults";
import { parameterRange, parameterValue, sweepParameters, withParameter } from "../../src/experiment/sweep";
import { losses } from "../../src/losses";
import { findLoss } from "../../src/losses/findLoss";
import { bayesBoundary, bayesOptimum } from "../../src/metrics/bayes";
import { positiveProbability } from "../../src/metrics/positiveProbability";
import { TrainingRun } from "../../src/training/trainingRun";

const readTexts = (path: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`../../src/i18n/${path}.json`, import.meta.url), "utf8"));
const catalogues = ["en", "zh-Hans"].map((locale) => ({ ...readTexts(locale), ...readTexts(`later/${locale}`) }));
const focal = findLoss(losses, "focal");

/** Five standard errors of a share of this many samples. */
const sampling = (count: number) => 2.5 / Math.sqrt(count);

it("have different kinds", () => {
  expect(new Set(datasets.map(({ kind }) => kind)).size).toBe(datasets.length);
});

describe.each(datasets.map(({ kind }) => kind))("%s", (kind) => {
  const dataset = defaultDataset(kind);
  const definition = datasetOfKind(kind);
  const many = { ...dataset, positives: 40_000, negatives: 160_000 };
  const samples = generateSamples(many, 3);

  it("has its texts in both languages", () => {
    const words = ["name", "sentence", ...datasetFields(kind)].map((word) => `dataset.${kind}.${word}`);
    const wanted = [...words, `datasetSettings.${kind}`];
    for (const texts of catalogues) {
      expect(wanted.filter((key) => !Object.hasOwn(texts, key))).toEqual([]);
      const named = [...texts[`dataset.${kind}.sentence`]!.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
      const known = ["dataset", "positives", "negatives", ...datasetFields(kind)];
      expect(named.filter((name) => !known.includes(name))).toEqual([]);
      expect(["dataset", "positives", "negatives"].filter((name) => !named.includes(name))).toEqual([]);
    }
  });

  it("starts within its own bounds, with a default for each of its fields", () => {
    expect(Object.keys(definition.defaults).sort()).toEqual(["positives", "negatives", ...datasetFields(kind)].sort());
    for (const name of datasetFields(kind)) {
      const { min, max, step, whole } = datasetField(kind, name);
      const value = datasetNumber(dataset, name)!;
      expect(value, name).toBeGreaterThanOrEqual(min);
      expect(value, name).toBeLessThanOrEqual(max);
      expect(step, name).toBeGreaterThan(0);
      if (whole) expect(Number.isInteger(value), name).toBe(true);
    }
    for (const count of [dataset.positives, dataset.negatives]) {
      expect(count).toBeGreaterThanOrEqual(classCount.min);
      expect(count).toBeLessThanOrEqual(classCount.max);
    }
  });

  it("keeps the class counts of the previous data set", () => {
    expect(defaultDataset(kind, { positives: 7, negatives: 8 })).toEqual({ ...dataset, positives: 7, negatives: 8 });
  });

  it("depends on the seed alone", () => {
    expect(generateSamples(dataset, 3)).toEqual(generateSamples(dataset, 3));
    expect(generateSamples(dataset, 4).features).not.toEqual(generateSamples(dataset, 3).features);
  });

  it("has as many samples of each class as it says, positives first, all finite", () => {
    expect(samples.rows).toBe(200_000);
    expect(samples.inputs).toBe(2);
    expect(samples.features).toHaveLength(400_000);
    expect(samples.labels.subarray(0, 40_000).every((label) => label === 1)).toBe(true);
    expect(samples.labels.subarray(40_000).every((label) => label === 0)).toBe(true);
    expect(samples.features.every(Number.isFinite)).toBe(true);
  });

  it("is inside its square except for one sample in a thousand", () => {
    const extent = definition.extent(many);
    let outside = 0;
    for (let row = 0; row < samples.rows; row++) {
      const [x, y] = [samples.features[2 * row]!, samples.features[2 * row + 1]!];
      if (Math.max(Math.abs(x), Math.abs(y)) > extent) outside++;
    }
    expect(outside / samples.rows).toBeLessThan(0.001);
    // The samples do not shrink to a small part of it either.
    const farthest = samples.features.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expect(extent).toBeLessThan(1.5 * farthest);
  });

  it("has its probe inside its square", () => {
    const extent = definition.extent(dataset);
    const distances = Array.from({ length: 41 * 41 }, (_, i) =>
      definition.probeDistance(dataset, (extent * ((i % 41) - 20)) / 20, (extent * (Math.floor(i / 41) - 20)) / 20),
    );
    expect(distances.every((distance) => distance >= 0)).toBe(true);
    expect(Math.min(...distances)).toBeLessThan(extent / 10);
  });

  it("can be swept over each of its numbers", () => {
    const experiment = { ...tutorialExperiment, dataset };
    const parameters = sweepParameters(focal, kind).filter((parameter) => parameter.startsWith("data."));
    expect(parameters).toEqual(datasetFields(kind).map((name) => `data.${kind}.${name}`));
    for (const parameter of parameters) {
      const { max } = parameterRange(parameter, focal);
      const changed = withParameter(experiment, parameter, max);
      expect(parameterValue(changed, parameter, focal)).toBe(max);
      expect(changed.dataset).not.toEqual(dataset);
    }
  });

  it.each([
    ["float64", createFloat64Backend],
    ["cpu", createCpuBackend],
  ] as const)("trains to a finite loss on %s", async (_, create) => {
    const experiment = {
      ...tutorialExperiment,
      dataset: { ...dataset, positives: 60, negatives: 240 },
      epochs: 12,
    };
    const run = await TrainingRun.start(prepareJob(experiment), create());
    const before = (await run.current()).train.loss;
    while (!run.done) await run.advance(run.stepsLeftInEpoch);
    const { loss } = (await run.current()).train;
    run.dispose();
    expect(Number.isFinite(loss)).toBe(true);
    expect(loss).toBeLessThan(before);
  });

  const { closedForm } = definition;
  if (closedForm === undefined) return;

  it.each([0.3, 0.5, 0.9])("has the best classifier that a large sample confirms, at weight %f", (alpha) => {
    const { threshold, metrics } = bayesOptimum(many, alpha)!;
    let [truePositives, falsePositives] = [0, 0];
    for (let row = 0; row < samples.rows; row++) {
      if (closedForm.logRatio(many, samples.features[2 * row]!, samples.features[2 * row + 1]!) <= threshold) continue;
      if (samples.labels[row] === 1) truePositives++;
      else falsePositives++;
    }
    expect(Math.abs(truePositives / many.positives - metrics.recall)).toBeLessThan(sampling(many.positives));
    const right = (truePositives + many.negatives - falsePositives) / samples.rows;
    expect(Math.abs(right - metrics.accuracy)).toBeLessThan(sampling(samples.rows));
  });

  it("has the true probability that a large sample confirms", () => {
    // Samples grouped by their true probability, in tenths: the share of positives is the mean
    // probability.
    const bins = Array.from({ length: 10 }, () => ({ count: 0, positives: 0, probability: 0 }));
    for (let row = 0; row < samples.rows; row++) {
      const p = positiveProbability(many, samples.features[2 * row]!, samples.features[2 * row + 1]!)!;
      const bin = bins[Math.min(9, Math.floor(10 * p))]!;
      bin.count++;
      bin.positives += samples.labels[row]!;
      bin.probability += p;
    }
    for (const { count, positives, probability } of bins) {
      expect(Math.abs(positives - probability) / count).toBeLessThan(sampling(count));
    }
  });

  it("has its boundary where the log ratio is the threshold", () => {
    for (const alpha of [0.3, 0.5, 0.75]) {
      const { boundary, threshold } = bayesBoundary(many, alpha)!;
      const places = boundary.outlines.flatMap((outline) =>
        outline.kind === "line"
          ? outline.points
          : [0, 1, 2, 3, 4].map((angle) => ({
              x: outline.x + outline.radius * Math.cos(angle),
              y: outline.y + outline.radius * Math.sin(angle),
            })),
      );
      expect(places.length).toBeGreaterThan(2);
      for (const { x, y } of places) expect(closedForm.logRatio(many, x, y)).toBeCloseTo(threshold, 9);
    }
  });

  it("has a cut on which the log ratio depends on the coordinate alone", () => {
    for (const at of [0.5, 2, 4]) {
      const places = closedForm.cut.places(at);
      const ratios = places.map(({ x, y }) => closedForm.logRatio(many, x, y));
      for (const ratio of ratios) expect(ratio).toBeCloseTo(ratios[0]!, 9);
    }
  });
});
