import type { ActivationName, ModelSettings } from "./experiment";

/** The offsets of one Linear layer in the flat parameter vector. */
export interface LayerLayout {
  inputs: number;
  outputs: number;
  /** Weights: [outputs, inputs] row-major, as torch keeps them. */
  weightOffset: number;
  /** Biases: [outputs]. */
  biasOffset: number;
}

/**
 * A multilayer perceptron: Linear, activation, …, Linear, with one logit or one score per class as
 * output. Parameters are stored weight, bias, weight, bias …, in torch's order.
 */
export interface ModelLayout {
  /** E.g. [2, 4, 8, 1]. */
  widths: readonly number[];
  layers: readonly LayerLayout[];
  activation: ActivationName;
  negativeSlope: number;
  parameterCount: number;
}

/** `outputs`: the number of outputs that the loss needs, 1 for a logit. */
export function modelLayout(inputs: number, model: ModelSettings, outputs = 1): ModelLayout {
  const widths = [inputs, ...model.hidden, outputs];
  const layers: LayerLayout[] = [];
  let offset = 0;
  for (let i = 0; i + 1 < widths.length; i++) {
    const [from, to] = [widths[i]!, widths[i + 1]!];
    layers.push({ inputs: from, outputs: to, weightOffset: offset, biasOffset: offset + from * to });
    offset += from * to + to;
  }
  return { widths, layers, activation: model.activation, negativeSlope: model.negativeSlope, parameterCount: offset };
}

/** The number of outputs per sample. */
export function outputCount({ layers }: ModelLayout): number {
  return layers.at(-1)!.outputs;
}
