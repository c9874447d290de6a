import type { ModelLayout } from "../../../experiment/modelLayout";
import type { Code } from "../../../wasm";
import type { KernelLayout } from "./kernelLayout";

/**
 * Rows of samples: row k, for the samples `x` bytes into a column, is at `at` + offset + k ·
 * stride.
 */
export interface Rows {
  at: Code;
  offset: number;
  stride: number;
}

/** Addresses of samples: within the tile, and within the batch. */
export interface SamplePlace {
  inTile: Code;
  inBatch: Code;
}

/** The rows that a layer reads: the features, or the units of the layer before. */
export function inputRows(layout: KernelLayout, layer: number, { inTile, inBatch }: SamplePlace): Rows {
  return layer === 0
    ? { at: inBatch, offset: layout.features, stride: layout.columnBytes }
    : { at: inTile, offset: layout.activations[layer - 1]!, stride: layout.tileBytes };
}

/** The rows that a layer writes: its units, or the network's outputs. */
export function outputRows(
  model: ModelLayout,
  layout: KernelLayout,
  layer: number,
  { inTile, inBatch }: SamplePlace,
): Rows {
  return layer === model.layers.length - 1
    ? { at: inBatch, offset: layout.outputs, stride: layout.columnBytes }
    : { at: inTile, offset: layout.activations[layer]!, stride: layout.tileBytes };
}

/** The rows of the objective's gradient with respect to the weighted sums of a layer's units. */
export function gradientRows(
  model: ModelLayout,
  layout: KernelLayout,
  layer: number,
  { inTile, inBatch }: SamplePlace,
): Rows {
  return layer === model.layers.length - 1
    ? { at: inBatch, offset: layout.outputGradients, stride: layout.columnBytes }
    : { at: inTile, offset: layout.activationGradients[layer]!, stride: layout.tileBytes };
}
