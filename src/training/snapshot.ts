/** The state of a run, sent to the page: only numbers and typed arrays, transferred, not copied. */
import type { Samples } from "../datasets";
import type { Penalties } from "../engine/penalties";
import type { GridSpec } from "../experiment/plotGrid";
import type { EpochMetrics, SetMetrics } from "../metrics/measure";

/** One finished epoch. */
export interface EpochRecord {
  /** From 1; 0 is the state before training. */
  epoch: number;
  /**
   * Means over the epoch's steps, before each update: what the tutorial prints as loss and
   * accuracy. NaN for epoch 0.
   */
  running: { objective: number; loss: number; accuracy: number };
  train: EpochMetrics;
  validation: EpochMetrics;
  /** Mean over validation batches of loss + penalties: the tutorial's val_loss. */
  validationObjective: number;
  penalties: Penalties;
}

/** The record of the state that a snapshot shows, with every metric. */
export interface FullRecord extends EpochRecord {
  train: SetMetrics;
  validation: SetMetrics;
}

/**
 * The page receives at most this many training rows: more dots hide each other, and what is drawn
 * per sample would no longer fit into a frame. They are the first in the split's order, a random
 * permutation, so a fair sample.
 */
export const SHOWN_ROWS = 10_000;

/** A copy of the training rows that the page draws. */
export function shownRows({ rows: all, inputs, features, labels }: Samples): Samples {
  const rows = Math.min(all, SHOWN_ROWS);
  return { rows, inputs, features: features.slice(0, rows * inputs), labels: labels.slice(0, rows) };
}

export interface Snapshot {
  /** Steps taken so far, of `totalSteps`. */
  step: number;
  totalSteps: number;
  /** Completed epochs. */
  epoch: number;
  /** The record of the state at `step`. */
  current: FullRecord;
  /** Epochs finished since the last snapshot, oldest first. */
  finishedEpochs: readonly EpochRecord[];
  grid: GridSpec;
  /**
   * Decision logits (`decisionLogits`) on the grid: [size, size] row-major float32; row 0 is y =
   * −extent, column 0 is x = −extent.
   */
  gridLogits: Float32Array;
  /**
   * Decision logits of the shown training rows, in the split's order: [min(trainRows, SHOWN_ROWS)]
   * float32.
   */
  trainLogits: Float32Array;
  /** Decision logits: [validationRows] float32. */
  validationLogits: Float32Array;
  /** All parameters in the layout's order: float32. */
  parameters: Float32Array;
  /** Milliseconds spent inside the engine so far, snapshots excluded. */
  engineMs: number;
  /** Steps per second over the last period of running; 0 while paused. */
  stepsPerSecond: number;
}
