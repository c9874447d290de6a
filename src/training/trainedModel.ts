import type { MetricValues } from "../metrics/metrics";

/** One model after one epoch. Once it has diverged, its metrics are NaN and its parameters null. */
export interface ModelEpoch {
  /** From 1; 0 is the state before training. */
  epoch: number;
  /** On the validation set. */
  metrics: MetricValues;
  /** [parameterCount] float32 in the layout's order, if `FleetTask.checkpoints` requests them. */
  parameters: Float32Array | null;
}

/** A model at the end of its training. */
export interface TrainedModel {
  /** Its index among the task's experiments. */
  index: number;
  /** On the validation set. */
  metrics: MetricValues;
  /**
   * Decision logits on the task's grid, [size, size] row-major float32; null without a grid, and if
   * it diverged.
   */
  gridLogits: Float32Array | null;
  /** [parameterCount] float32. */
  parameters: Float32Array;
  /**
   * The step at which its loss or a parameter became non-finite (its metrics are NaN then); null if
   * it trained to its end.
   */
  divergedAt: number | null;
}
