import { tutorialExperiment } from "../../../src/experiment/defaults";
import type { Sweep } from "../../../src/experiment/sweep";
import { losses } from "../../../src/losses";
import { findLoss } from "../../../src/losses/findLoss";
import { type MetricValues, metricValues } from "../../../src/metrics/metrics";
import { SweepResults } from "../../../src/store/sweep/results";
import type { TrainedModel } from "../../../src/training/trainedModel";

export const focal = findLoss(losses, "focal");

/** α × γ, two values each. */
export const smallSweep: Sweep = {
  x: { parameter: "loss.alpha", from: 0.25, to: 0.75, count: 2, spacing: "linear" },
  y: { parameter: "loss.gamma", from: 0, to: 2, count: 2, spacing: "linear" },
  seeds: 2,
  base: tutorialExperiment,
};

export const metrics = (f1: number): MetricValues => ({
  ...metricValues(() => Number.NaN),
  loss: 1 - f1,
  f1,
  precision: 0.5,
  recall: 0.25,
  accuracy: 0.875,
  auc: 0.75,
  calibrationError: 0.125,
});

/** A model whose thumbnail holds `answer`. */
export function trained(f1: number, answer: "both" | "no" | "yes" = "both"): TrainedModel {
  const logits = { both: [-1, 1], no: [-1, -1], yes: [1, 1] }[answer];
  return {
    index: 0,
    metrics: metrics(f1),
    gridLogits: new Float32Array(logits),
    parameters: new Float32Array(0),
    divergedAt: null,
  };
}

export const diverged: TrainedModel = { ...trained(0), gridLogits: null, divergedAt: 7 };

/** Results of a row of cells with one seed, y of a single value. */
export function rowOf(models: readonly (TrainedModel | null)[]): SweepResults {
  const results = new SweepResults(models.length, 1, 1);
  for (const [column, model] of models.entries()) if (model) results.take({ column, row: 0, seed: 0 }, model);
  return results;
}
