import type { ModelLayout } from "../../experiment/modelLayout";
import type { FloatArray, FloatArrayConstructor } from "../../language/evaluate/evaluator";
import { activate, multiplyByDerivative } from "./activations";
import { addRowProducts, rowSum, sumWeightedRows } from "./tileRows";

/**
 * Samples per tile: their activations fit the first-level cache for the networks this is meant for.
 */
export const TILE = 256;

/**
 * Forward and backward passes of a multilayer perceptron over tiles of at most `TILE` samples, on a
 * flat parameter vector in the layout's order. Owns the working memory of one tile; the caller owns
 * parameters and gradients.
 */
export class Network {
  readonly #layout: ModelLayout;
  /**
   * Per layer: its outputs, [outputs, TILE] row-major, after the activation; the last are the
   * network's own.
   */
  readonly #outputs: FloatArray[];
  /**
   * Per layer: the objective's gradient with respect to the result of its linear map, [outputs,
   * TILE].
   */
  readonly #gradients: FloatArray[];

  constructor(layout: ModelLayout, Float: FloatArrayConstructor) {
    this.#layout = layout;
    this.#outputs = layout.layers.map(({ outputs }) => new Float(outputs * TILE));
    this.#gradients = layout.layers.map(({ outputs }) => new Float(outputs * TILE));
  }

  /**
   * Writes the outputs of `count` samples to the columns `results`, one per output, from index
   * `start`. `columns` holds the features: column k of sample s at `k · columnStride + start + s`.
   */
  forward(
    parameters: FloatArray,
    columns: FloatArray,
    columnStride: number,
    start: number,
    count: number,
    results: readonly FloatArray[],
  ): void {
    const { layers, activation, negativeSlope } = this.#layout;
    let rows = columns;
    let rowStart = start;
    let rowStride = columnStride;
    const last = layers.length - 1;
    for (let l = 0; l <= last; l++) {
      const { inputs, outputs, weightOffset, biasOffset } = layers[l]!;
      const out = this.#outputs[l]!;
      for (let o = 0; o < outputs; o++) {
        const at = o * TILE;
        const bias = parameters[biasOffset + o]!;
        const weights = weightOffset + o * inputs;
        sumWeightedRows(out, at, bias, rows, rowStart, rowStride, parameters, weights, 1, inputs, count);
        if (l < last) activate(activation, negativeSlope, out, at, count);
      }
      rows = out;
      rowStart = 0;
      rowStride = TILE;
    }
    for (let k = 0; k < results.length; k++) {
      const result = results[k]!;
      const from = rowStart + k * rowStride;
      for (let s = 0; s < count; s++) result[start + s] = rows[from + s]!;
    }
  }

  /**
   * Adds the tile's contribution to `gradient` (in the layout's order), given the objective's
   * gradient with respect to each output as columns. The last `forward` must have been for this
   * tile.
   */
  backward(
    parameters: FloatArray,
    columns: FloatArray,
    columnStride: number,
    start: number,
    count: number,
    outputGradients: readonly ArrayLike<number>[],
    gradient: FloatArray,
  ): void {
    const { layers, activation, negativeSlope } = this.#layout;
    const last = layers.length - 1;
    const top = this.#gradients[last]!;
    for (let k = 0; k < outputGradients.length; k++) {
      const column = outputGradients[k]!;
      for (let s = 0; s < count; s++) top[k * TILE + s] = column[start + s]!;
    }
    for (let l = last; l >= 0; l--) {
      const { inputs, outputs, weightOffset, biasOffset } = layers[l]!;
      const above = this.#gradients[l]!;
      const rows = l === 0 ? columns : this.#outputs[l - 1]!;
      const rowStart = l === 0 ? start : 0;
      const rowStride = l === 0 ? columnStride : TILE;
      for (let o = 0; o < outputs; o++) {
        const at = o * TILE;
        addRowProducts(gradient, weightOffset + o * inputs, above, at, rows, rowStart, rowStride, inputs, count);
        gradient[biasOffset + o] = gradient[biasOffset + o]! + rowSum(above, at, count);
      }
      if (l === 0) return;
      const below = this.#gradients[l - 1]!;
      for (let i = 0; i < inputs; i++) {
        const at = i * TILE;
        sumWeightedRows(below, at, 0, above, 0, TILE, parameters, weightOffset + i, inputs, outputs, count);
        multiplyByDerivative(activation, negativeSlope, below, at, rows, at, count);
      }
    }
  }
}
