import type { ModelFigures, TrainedModel } from "../../../src/training/trainedModel";

/** Figures of a model as F1 has it; the others do not matter to the test. */
export function figures(f1: number, given: Partial<ModelFigures> = {}): ModelFigures {
  return { loss: 0.1, f1, precision: f1, recall: f1, accuracy: 0.9, auc: 0.9, calibrationError: 0.05, ...given };
}

export function model(f1: number, given: Partial<TrainedModel> & { figures?: ModelFigures } = {}): TrainedModel {
  return {
    index: 0,
    figures: figures(f1),
    gridLogits: null,
    parameters: new Float32Array(1),
    divergedAt: null,
    ...given,
  };
}

export const diverged: TrainedModel = {
  ...model(Number.NaN),
  figures: figures(Number.NaN, { accuracy: Number.NaN, recall: Number.NaN }),
  divergedAt: 12,
};
