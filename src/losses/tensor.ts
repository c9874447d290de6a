/** Losses over whole tensors, for losses that cannot be a graph over columns of a batch. */
import type { LossParameter, ParameterValue } from "../language";

/** Row-major, float64. Integers (class indices, lengths) are stored as float64 too. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

export interface TensorLossInput {
  /** Its argument name in torch, or its name among a module's weights. */
  readonly name: string;
  /** Whether the loss is differentiable with respect to it. */
  readonly differentiable: boolean;
}

/** The results for one batch. */
export interface TensorLossValues {
  /** The loss of each sample, before reduction. [N] */
  readonly perSample: Tensor;
  /** torch's `reduction="mean"`, which is not always the sum divided by N. */
  readonly mean: number;
  readonly sum: number;
  /** Gradients of the sum and of the mean for each differentiable input, in the input's shape. */
  readonly sumGradients: Readonly<Record<string, Tensor>>;
  readonly meanGradients: Readonly<Record<string, Tensor>>;
  /** The module's other outputs (`log_prob`, `predict`), by torch's names. */
  readonly further: Readonly<Record<string, Tensor>>;
}

/** A loss that takes tensors by name and computes values and gradients together. */
export interface TensorLoss {
  /**
   * Keywords with torch's defaults; a keyword without one in torch has a default that gives a
   * useful picture.
   */
  readonly parameters: readonly LossParameter[];
  /** The tensors that `evaluate` needs for these parameters, in torch's argument order. */
  inputs(parameters: Readonly<Record<string, ParameterValue>>): readonly TensorLossInput[];
  /**
   * Missing parameters have their defaults. Throws TensorLossError where shapes or numbers do not
   * match.
   */
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

/**
 * The input with this name. Throws TensorLossError if it is missing or has another shape; −1 stands
 * for any length.
 */
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
