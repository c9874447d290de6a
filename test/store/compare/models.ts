import { type MetricValues, metricValues } from "../../../src/metrics/metrics";
import type { TrainedModel } from "../../../src/training/trainedModel";

/** Metrics of a model with this F1; the others do not matter to the tests. */
export function metrics(f1: number, given: Partial<MetricValues> = {}): MetricValues {
  return {
    ...metricValues(() => Number.NaN),
    loss: 0.1,
    f1,
    precision: f1,
    recall: f1,
    accuracy: 0.9,
    auc: 0.9,
    calibrationError: 0.05,
    ...given,
  };
}

export function model(f1: number, given: Partial<TrainedModel> & { metrics?: MetricValues } = {}): TrainedModel {
  return {
    index: 0,
    metrics: metrics(f1),
    gridLogits: null,
    parameters: new Float32Array(1),
    divergedAt: null,
    ...given,
  };
}

export const diverged: TrainedModel = {
  ...model(Number.NaN),
  metrics: metrics(Number.NaN, { accuracy: Number.NaN, recall: Number.NaN }),
  divergedAt: 12,
};
