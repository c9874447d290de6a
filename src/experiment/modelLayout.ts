import type { ActivationName, ModelSettings } from "./experiment";

/** One Linear layer's place in the flat parameter vector. */
export interface LayerLayout {
  inputs: number;
  outputs: number;
  /** Weights: [outputs, inputs] row-major, as torch keeps them. */
  weightOffset: number;
  /** Biases: [outputs]. */
  biasOffset: number;
}

/** A multilayer perceptron: Linear, activation, …, Linear to one logit. Parameters are stored weight, bias, weight, bias … as torch lists them. */
export interface ModelLayout {
  /** E.g. [2, 4, 8, 1]. */
  widths: readonly number[];
  layers: readonly LayerLayout[];
  activation: ActivationName;
  negativeSlope: number;
  parameterCount: number;
}

export function modelLayout(inputs: number, model: ModelSettings): ModelLayout {
  const widths = [inputs, ...model.hidden, 1];
  const layers: LayerLayout[] = [];
  let offset = 0;
  for (let i = 0; i + 1 < widths.length; i++) {
    const [layerInputs, outputs] = [widths[i]!, widths[i + 1]!];
    layers.push({ inputs: layerInputs, outputs, weightOffset: offset, biasOffset: offset + layerInputs * outputs });
    offset += layerInputs * outputs + outputs;
  }
  return { widths, layers, activation: model.activation, negativeSlope: model.negativeSlope, parameterCount: offset };
}
