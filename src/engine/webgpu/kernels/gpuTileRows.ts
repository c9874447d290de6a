import { type ModelLayout, outputCount } from "../../../experiment/modelLayout";

/**
 * The scratch of a tile of samples: one row per number a sample keeps between forward, backward and the sums over the batch, one column
 * per sample. Row-major float32 [count, stride], so that neighbouring threads, which hold neighbouring samples, touch neighbouring words.
 */
export interface TileRows {
  /** First row of each layer's inputs: the features, then the activations of each hidden layer. */
  activation: readonly number[];
  /** A row of ones: what a bias multiplies. */
  ones: number;
  /** First row of each layer's outputs: the activation's slope after the forward pass, d objective / d pre-activation after the backward. */
  delta: readonly number[];
  /** First row of the network's outputs, kept for losses of more than one pass. */
  outputs: number;
  /** Without what the samples leave for one another where the tile holds the whole batch (`rankings.ts`): that comes last. */
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
