import type { LossParameter, ParameterValue } from "../../language";
import { presentParameters } from "../parameterValues";
import { requireTensor, type Tensor, type TensorLoss, TensorLossError, type TensorLossValues, zeros } from "../tensor";

/** torch's defaults; it has none for the first two. */
const parameters: readonly LossParameter[] = [
  { name: "in_features", default: 64 },
  { name: "num_classes", default: 1000 },
  { name: "bias", default: false },
  { name: "label_smoothing", default: 0 },
];

/** Classes whose logits exist at a time. */
const CHUNK = 256;

/**
 * Cross entropy of a linear layer, without the [N, num_classes] logits: a first pass over chunks of the classes gathers ln Σ exp of each sample,
 * a second makes the same logits again and turns them into gradients. `input` [N, in_features], `target` [N] class numbers, `weight`
 * [num_classes, in_features], `bias` [num_classes] where it is asked for. Range [0, ∞).
 */
export const chunkedCrossEntropy: TensorLoss = {
  parameters,
  inputs: (given) => [
    { name: "input", differentiable: true },
    { name: "target", differentiable: false },
    { name: "weight", differentiable: true },
    ...(presentParameters(parameters, given).bias === true ? [{ name: "bias", differentiable: true }] : []),
  ],
  evaluate,
};

function evaluate(
  inputs: Readonly<Record<string, Tensor>>,
  given: Readonly<Record<string, ParameterValue>>,
): TensorLossValues {
  const present = presentParameters(parameters, given);
  const features = requireSize("in_features", present.in_features);
  const classes = requireSize("num_classes", present.num_classes);
  const smoothing = Number(present.label_smoothing);
  const input = requireTensor(inputs, "input", [-1, features]);
  const count = input.shape[0]!;
  const target = requireTensor(inputs, "target", [count]);
  const weight = requireTensor(inputs, "weight", [classes, features]);
  const bias = present.bias === true ? requireTensor(inputs, "bias", [classes]) : undefined;
  for (const label of target.data) {
    if (!Number.isInteger(label) || label < 0 || label >= classes) {
      throw new TensorLossError("target", `classes from 0 to ${classes - 1}`, `${label}`);
    }
  }

  const logits = new Float64Array(CHUNK);
  /** Logits of sample n for the classes from `first`; a view of as many as there are. */
  const chunkOf = (n: number, first: number) => {
    const chunk = logits.subarray(0, Math.min(CHUNK, classes - first));
    for (let i = 0; i < chunk.length; i++) {
      let logit = bias?.data[first + i] ?? 0;
      for (let k = 0; k < features; k++) {
        logit += weight.data[(first + i) * features + k]! * input.data[n * features + k]!;
      }
      chunk[i] = logit;
    }
    return chunk;
  };

  const perSample = zeros([count]);
  const gradients: Record<string, Tensor> = { input: zeros(input.shape), weight: zeros(weight.shape) };
  if (bias !== undefined) gradients.bias = zeros(bias.shape);
  for (let n = 0; n < count; n++) {
    const label = target.data[n]!;
    let highest = Number.NEGATIVE_INFINITY;
    let sum = 0;
    let labelLogit = 0;
    let allLogits = 0;
    for (let first = 0; first < classes; first += CHUNK) {
      const chunk = chunkOf(n, first);
      // What was summed so far is measured against the old maximum.
      const raised = chunk.reduce((most, logit) => Math.max(most, logit), highest);
      sum *= Math.exp(highest - raised);
      for (const logit of chunk) sum += Math.exp(logit - raised);
      highest = raised;
      allLogits += chunk.reduce((total, logit) => total + logit, 0);
      labelLogit = chunk[label - first] ?? labelLogit;
    }
    const logSum = Math.log(sum);
    const atLabel = highest - labelLogit + logSum;
    const overall = highest - allLogits / classes + logSum;
    perSample.data[n] = (1 - smoothing) * atLabel + smoothing * overall;

    for (let first = 0; first < classes; first += CHUNK) {
      chunkOf(n, first).forEach((logit, i) => {
        const wanted = smoothing / classes + (first + i === label ? 1 - smoothing : 0);
        const slope = Math.exp(logit - highest - logSum) - wanted;
        if (gradients.bias !== undefined) gradients.bias.data[first + i]! += slope;
        for (let k = 0; k < features; k++) {
          const [at, own] = [(first + i) * features + k, n * features + k];
          gradients.weight!.data[at]! += slope * input.data[own]!;
          gradients.input!.data[own]! += slope * weight.data[at]!;
        }
      });
    }
  }
  const sum = perSample.data.reduce((total, value) => total + value, 0);
  return {
    perSample,
    mean: sum / count,
    sum,
    sumGradients: gradients,
    meanGradients: Object.fromEntries(
      Object.entries(gradients).map(([name, { shape, data }]) => [
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
