import type { Samples } from "../datasets";

/** The training or the validation set of a job. */
export interface SampleSet extends Samples {
  /** The loss's target columns, [rows] float32 each: the labels as the loss wants them written. */
  targets: readonly Float32Array[];
}
