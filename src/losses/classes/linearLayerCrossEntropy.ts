import type { LossParameter, ParameterValue } from "../../language";
import { logSoftmax } from "../logSoftmax";
import { completeParameters } from "../parameterValues";
import { requireTensor, type Tensor, type TensorLoss, TensorLossError, type TensorLossValues, zeros } from "../tensor";
import { addOuter, addTransposed, linear } from "./linearLayer";

/** torch's defaults; torch has none for the first two. */
const parameters: readonly LossParameter[] = [
  { name: "in_features", default: 64 },
  { name: "num_classes", default: 1000 },
  { name: "bias", default: false },
  { name: "label_smoothing", default: 0 },
];

/** The constant input that the bias multiplies. */
const ONE = Float64Array.of(1);

/**
 * Cross entropy of a linear layer. Each sample's forward and backward pass run together, so only
 * one row of logits exists at a time (torch's chunk size of 1). `input` [N, in_features], `target`
 * [N] class numbers, and the weights by torch's names, `linear.weight` [num_classes, in_features]
 * and, with `bias`, `linear.bias` [num_classes]. Range [0, ∞).
 */
export const linearLayerCrossEntropy: TensorLoss = {
  parameters,
  inputs: (given) => [
    { name: "input", differentiable: true },
    { name: "target", differentiable: false },
    { name: "linear.weight", differentiable: true },
    ...(completeParameters(parameters, given).bias === true ? [{ name: "linear.bias", differentiable: true }] : []),
  ],
  evaluate,
};

function evaluate(
  inputs: Readonly<Record<string, Tensor>>,
  given: Readonly<Record<string, ParameterValue>>,
): TensorLossValues {
  const complete = completeParameters(parameters, given);
  const features = requireSize("in_features", complete.in_features);
  const classes = requireSize("num_classes", complete.num_classes);
  const smoothing = Number(complete.label_smoothing);
  const input = requireTensor(inputs, "input", [-1, features]);
  const count = input.shape[0]!;
  const target = requireTensor(inputs, "target", [count]);
  const weight = requireTensor(inputs, "linear.weight", [classes, features]);
  const bias = complete.bias === true ? requireTensor(inputs, "linear.bias", [classes]) : undefined;

  const perSample = zeros([count]);
  const inputGradient = zeros(input.shape);
  const weightGradient = zeros(weight.shape);
  const biasGradient = bias === undefined ? undefined : zeros(bias.shape);
  for (let n = 0; n < count; n++) {
    const label = target.data[n]!;
    if (!Number.isInteger(label) || label < 0 || label >= classes) {
      throw new TensorLossError("target", `classes from 0 to ${classes - 1}`, `${label}`);
    }
    const x = input.data.subarray(n * features, (n + 1) * features);
    const logP = linear(weight.data, classes, x, bias?.data);
    logSoftmax(logP, 0, classes, logP);
    const all = logP.reduce((sum, value) => sum + value, 0);
    perSample.data[n] = -(1 - smoothing) * logP[label]! - (smoothing / classes) * all;

    const gradient = logP.map((value, c) => Math.exp(value) - smoothing / classes - (c === label ? 1 - smoothing : 0));
    addOuter(weightGradient.data, gradient, x);
    addTransposed(inputGradient.data.subarray(n * features, (n + 1) * features), weight.data, gradient);
    if (biasGradient !== undefined) addOuter(biasGradient.data, gradient, ONE);
  }
  const sum = perSample.data.reduce((total, value) => total + value, 0);
  const sumGradients = {
    input: inputGradient,
    "linear.weight": weightGradient,
    ...(biasGradient === undefined ? {} : { "linear.bias": biasGradient }),
  };
  return {
    perSample,
    mean: sum / count,
    sum,
    sumGradients,
    meanGradients: Object.fromEntries(
      Object.entries(sumGradients).map(([name, { shape, data }]) => [
        name,
        { shape, data: data.map((value) => value / count) },
      ]),
    ),
    further: {},
  };
}

function requireSize(name: string, value: ParameterValue | undefined): number {
  if (typeof value === "number" && Number.isInteger(value) && value > 0) return value;
  throw new TensorLossError(name, "a whole number above 0", `${value}`);
}
