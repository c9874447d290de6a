/** What is measured of a model on the validation set. `loss` is the loss without penalties, `calibrationError` the expected calibration error. */
export const MODEL_FIGURES = ["loss", "f1", "precision", "recall", "accuracy", "auc", "calibrationError"] as const;
export type ModelFigure = (typeof MODEL_FIGURES)[number];
export type ModelFigures = Readonly<Record<ModelFigure, number>>;

/** Of one model after one epoch; once it has diverged, its figures are NaN and its parameters null. */
export interface ModelEpoch {
  /** From 1; 0 is the state before training. */
  epoch: number;
  figures: ModelFigures;
  /** [parameterCount] float32 in the layout's order, where `FleetTask.checkpoints` asks for them. */
  parameters: Float32Array | null;
}

/** A model at the end of its training. */
export interface TrainedModel {
  /** Its place in the task's experiments. */
  index: number;
  figures: ModelFigures;
  /** Decision logits on the task's grid, [size, size] row-major float32; null without a grid, and where it diverged. */
  gridLogits: Float32Array | null;
  /** [parameterCount] float32. */
  parameters: Float32Array;
  /** The step at which its loss or a parameter stopped being a finite number; null where it trained to its end. Its figures are NaN then. */
  divergedAt: number | null;
}
