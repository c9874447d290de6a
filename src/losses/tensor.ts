/** Losses over whole tensors, for those that are no graph over columns of a batch. */
import type { LossParameter, ParameterValue } from "../language";

/** Row-major, float64. Whole numbers (class indices, lengths) are stored as such. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

export interface TensorLossInput {
  /** Its argument's name in torch, or its name among a module's weights. */
  readonly name: string;
  /** Whether the loss has a gradient with respect to it. */
  readonly differentiable: boolean;
}

/** All of one batch. */
export interface TensorLossValues {
  /** The loss of each sample, before any reduction. [N] */
  readonly perSample: Tensor;
  /** As torch's `reduction="mean"` forms it, which need not be the sum over N. */
  readonly mean: number;
  readonly sum: number;
  /** Gradients of the sum, and of the mean, for each differentiable input, shaped as it is. */
  readonly sumGradients: Readonly<Record<string, Tensor>>;
  readonly meanGradients: Readonly<Record<string, Tensor>>;
  /** What the loss's module gives besides (`log_prob`, `predict`), by torch's names. */
  readonly further: Readonly<Record<string, Tensor>>;
}

/** A loss that takes tensors by name and gives its values and gradients at once. */
export interface TensorLoss {
  /** Keywords with torch's defaults; those torch leaves without one have a default that makes a picture. */
  readonly parameters: readonly LossParameter[];
  /** The tensors that `evaluate` wants at these parameters, in the order of torch's arguments. */
  inputs(parameters: Readonly<Record<string, ParameterValue>>): readonly TensorLossInput[];
  /** Parameters that are left out have their defaults. Throws TensorLossError where shapes or numbers do not go together. */
  evaluate(
    inputs: Readonly<Record<string, Tensor>>,
    parameters: Readonly<Record<string, ParameterValue>>,
  ): TensorLossValues;
}

export class TensorLossError extends Error {
  constructor(name: string, expected: string, got: string) {
    super(`${name}: expected ${expected}, got ${got}`);
    this.name = "TensorLossError";
  }
}

/** All zeros. */
export function zeros(shape: readonly number[]): Tensor {
  return { shape, data: new Float64Array(shape.reduce((size, length) => size * length, 1)) };
}

export function shapeText(shape: readonly number[]): string {
  return `[${shape.join(", ")}]`;
}

/** The input of that name. Throws TensorLossError where it is missing or has another shape; −1 stands for any length. */
export function requireTensor(
  inputs: Readonly<Record<string, Tensor>>,
  name: string,
  shape: readonly number[],
): Tensor {
  const tensor = inputs[name];
  const wanted = shapeText(shape).replaceAll("-1", "any");
  if (tensor === undefined) throw new TensorLossError(name, `a tensor ${wanted}`, "none");
  const fits =
    tensor.shape.length === shape.length &&
    shape.every((length, dimension) => length === -1 || length === tensor.shape[dimension]);
  if (!fits) throw new TensorLossError(name, wanted, shapeText(tensor.shape));
  return tensor;
}
