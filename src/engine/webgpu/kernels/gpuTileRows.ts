import { type ModelLayout, outputCount } from "../../../experiment/modelLayout";

/**
 * The scratch of a tile of samples: one row per number that a sample keeps between forward pass,
 * backward pass and the sums over the batch; one column per sample. Row-major float32 [count,
 * stride], so that neighbouring threads, which have neighbouring samples, access neighbouring
 * words.
 */
export interface TileRows {
  /** First row of each layer's inputs: the features, then each hidden layer's activations. */
  activation: readonly number[];
  /** A row of ones, the input of the biases. */
  ones: number;
  /**
   * First row of each layer's outputs: the activation's slope after the forward pass, d objective /
   * d pre-activation after the backward pass.
   */
  delta: readonly number[];
  /** First row of the network's outputs, kept for losses with more than one pass. */
  outputs: number;
  /**
   * Number of rows, without the numbers that samples share with each other (`rankings.ts`); those
   * come last if the tile is the whole batch.
   */
  count: number;
}

export function tileRows(layout: ModelLayout): TileRows {
  let next = 0;
  const take = (rows: number) => {
    const first = next;
    next += rows;
    return first;
  };
  const activation = layout.layers.map((layer) => take(layer.inputs));
  const ones = take(1);
  const delta = layout.layers.map((layer) => take(layer.outputs));
  const outputs = take(outputCount(layout));
  return { activation, ones, delta, outputs, count: next };
}
