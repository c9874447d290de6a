import type { Samples } from "../datasets";

/** The training or the validation set of a job. */
export interface SampleSet extends Samples {
  /** The loss's target columns, [rows] float32 each: the labels in the loss's own format. */
  targets: readonly Float32Array[];
}
