/** What comes back from a run: numbers and typed arrays only, transferred, not copied. */

export interface Confusion {
  truePositives: number;
  falsePositives: number;
  trueNegatives: number;
  falseNegatives: number;
}

/** Of one set of samples. A positive is called where probability > 0.5, strictly; a ratio with denominator 0 is 0. */
export interface SetFigures {
  /** The loss over all samples of the set as one batch, without penalties. */
  loss: number;
  accuracy: number;
  precision: number;
  recall: number;
  f1: number;
  confusion: Confusion;
}

/** What takes longer to work out as well. */
export interface Evaluation extends SetFigures {
  /** Ties count one half; NaN where a class is absent. */
  auc: number;
}

/** The penalty terms of the objective, over weights, not biases. */
export interface Penalties {
  l1: number;
  l2: number;
}

/** One finished epoch. */
export interface EpochRecord {
  /** From 1; 0 is the state before training. */
  epoch: number;
  /** Means over the epoch's steps, before each update: what the tutorial prints as loss and accuracy. NaN for epoch 0. */
  running: { objective: number; loss: number; accuracy: number };
  train: SetFigures;
  validation: SetFigures;
  /** Mean over validation batches of loss + penalties: the tutorial's val_loss. */
  validationObjective: number;
  penalties: Penalties;
}

/** Of the state that a snapshot shows: with the areas under the ROC curve as well. */
export interface CurrentRecord extends EpochRecord {
  train: Evaluation;
  validation: Evaluation;
}

/**
 * The page hears of at most this many training rows: more dots than this hide one another, and whatever is drawn from every sample would no
 * longer fit into a frame. They are the first in the split's order, a random permutation, so a fair draw from all.
 */
export const SHOWN_ROWS = 10_000;

/** The plot's square: both axes from −extent to extent. */
export interface GridSpec {
  /** Points along one side. */
  size: number;
  /** In the plane's units. */
  extent: number;
}

export interface Snapshot {
  /** Steps taken so far, of `totalSteps`. */
  step: number;
  totalSteps: number;
  /** Completed epochs. */
  epoch: number;
  /** Of the state at `step`. */
  current: CurrentRecord;
  /** Epochs finished since the last snapshot, oldest first. */
  finishedEpochs: readonly EpochRecord[];
  grid: GridSpec;
  /** Decision logits (`decisionLogits`) on the grid: [size, size] row-major float32; row 0 is y = −extent, column 0 is x = −extent. */
  gridLogits: Float32Array;
  /** Decision logits of the shown training rows, in the split's order: [min(trainRows, SHOWN_ROWS)] float32. */
  trainLogits: Float32Array;
  /** Decision logits: [validationRows] float32. */
  validationLogits: Float32Array;
  /** All parameters in the layout's order: float32. */
  parameters: Float32Array;
  /** Milliseconds spent inside the engine so far, snapshots excluded. */
  engineMs: number;
  /** Over the last stretch of running; 0 while paused. */
  stepsPerSecond: number;
}
