import type * as tf from "@tensorflow/tfjs-core";
import type { Batch } from "./batches";

/**
 * The gradient of a task's data term over one batch, shaped like the flat parameters. Called inside
 * tidy.
 */
export type BatchGradient = (parameters: tf.Tensor, batch: Batch) => tf.Tensor;
