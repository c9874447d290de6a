import type { TrainingTask } from "../trainingTask";

/** One layer of the flat parameter vector. */
export interface LayerPlace {
  inputs: number;
  outputs: number;
  /** Weights: [outputs, inputs] row-major. */
  weightOffset: number;
  /** Biases: [outputs]. */
  biasOffset: number;
}

export function layerPlaces({ widths }: TrainingTask): LayerPlace[] {
  let offset = 0;
  return widths.slice(1).map((outputs, i) => {
    const inputs = widths[i]!;
    const place = { inputs, outputs, weightOffset: offset, biasOffset: offset + inputs * outputs };
    offset += inputs * outputs + outputs;
    return place;
  });
}

/**
 * Transposes the weights of a flat vector from [outputs, inputs] to [inputs, outputs]; with `back`,
 * the other way.
 */
export function transposeWeights(task: TrainingTask, flat: ArrayLike<number>, back = false): number[] {
  const turned = Array.from(flat);
  for (const { inputs, outputs, weightOffset } of layerPlaces(task)) {
    for (let j = 0; j < outputs; j++) {
      for (let i = 0; i < inputs; i++) {
        const [outputsFirst, inputsFirst] = [weightOffset + j * inputs + i, weightOffset + i * outputs + j];
        if (back) turned[outputsFirst] = flat[inputsFirst]!;
        else turned[inputsFirst] = flat[outputsFirst]!;
      }
    }
  }
  return turned;
}

/** [parameters]: `value` at weights, 0 at biases. */
export function filledWeights(task: TrainingTask, value: number): Float32Array {
  const vector = new Float32Array(task.initialParameters.length);
  for (const { weightOffset, biasOffset } of layerPlaces(task)) vector.fill(value, weightOffset, biasOffset);
  return vector;
}

/**
 * Adam's update as p −= rate · m / (√v + epsilon): torch's, with the bias corrections folded into
 * the two numbers. They are computed on the host: in float32, 1 − β₂ᵗ alone would lose the fourth
 * digit.
 */
export function adamScalars({ learningRate, beta1, beta2, epsilon }: TrainingTask, step: number) {
  const correction = Math.sqrt(1 - beta2 ** step);
  return { rate: (learningRate * correction) / (1 - beta1 ** step), epsilon: epsilon * correction };
}
