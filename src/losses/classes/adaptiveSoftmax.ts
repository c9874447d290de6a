import type { ParameterValue } from "../../language";
import { logSoftmax } from "../logSoftmax";
import { requireTensor, type Tensor, type TensorLoss, TensorLossError, type TensorLossValues, zeros } from "../tensor";
import { addOuter, addTransposed, linear } from "./linearLayer";
import { clusterOf, clusterParameters, type SoftmaxClusters, softmaxClusters } from "./softmaxClusters";

/**
 * Adaptive softmax (Grave et al. 2017): −ln P(target). The probability of a rare class is its
 * cluster's probability in the head times its probability within the cluster. `input` [N,
 * in_features], `target` [N] class numbers. The weights have torch's names, each [outputs, inputs]
 * row-major: `head.weight` [shortlist + clusters, in_features], `head.bias`, and for cluster i
 * `tail.i.0.weight` [projection, in_features] and `tail.i.1.weight` [size, projection]. Range [0,
 * ∞). Also returns `log_prob` [N, n_classes] and `predict` [N].
 */
export const adaptiveSoftmax: TensorLoss = {
  parameters: clusterParameters,
  inputs: (parameters) => [
    { name: "input", differentiable: true },
    { name: "target", differentiable: false },
    ...weightShapes(softmaxClusters(parameters)).map(([name]) => ({ name, differentiable: true })),
  ],
  evaluate,
};

/** The module's weights in the order torch lists them. */
export function weightShapes(layout: SoftmaxClusters): readonly (readonly [name: string, shape: readonly number[]])[] {
  const outputs = layout.shortlist + layout.clusters.length;
  return [
    ["head.weight", [outputs, layout.features]],
    ...(layout.headBias ? [["head.bias", [outputs]] as const] : []),
    ...layout.clusters.flatMap(({ projection, size }, i) => [
      [`tail.${i}.0.weight`, [projection, layout.features]] as const,
      [`tail.${i}.1.weight`, [size, projection]] as const,
    ]),
  ];
}

/** The constant input that the bias multiplies. */
const ONE = Float64Array.of(1);

/** The forward result of the head, or of a cluster, for one sample. */
interface Scores {
  /** The layer's own input: the features, or their projection. */
  readonly features: Float64Array;
  readonly logProbabilities: Float64Array;
}

function evaluate(
  inputs: Readonly<Record<string, Tensor>>,
  given: Readonly<Record<string, ParameterValue>>,
): TensorLossValues {
  const layout = softmaxClusters(given);
  const { features, classes, shortlist, clusters } = layout;
  const input = requireTensor(inputs, "input", [-1, features]);
  const count = input.shape[0]!;
  const target = requireTensor(inputs, "target", [count]);
  const shapes = [["input", input.shape] as const, ...weightShapes(layout)];
  const weights = Object.fromEntries(shapes.map(([name, shape]) => [name, requireTensor(inputs, name, shape).data]));
  const sumGradients = Object.fromEntries(shapes.map(([name, shape]) => [name, zeros(shape)]));
  const gradient = (name: string) => sumGradients[name]!.data;

  const perSample = zeros([count]);
  const logProb = zeros([count, classes]);
  const predict = zeros([count]);
  for (let n = 0; n < count; n++) {
    const label = target.data[n]!;
    if (!Number.isInteger(label) || label < 0 || label >= classes) {
      throw new TensorLossError("target", `classes from 0 to ${classes - 1}`, `${label}`);
    }
    const x = input.data.subarray(n * features, (n + 1) * features);
    const inputGradient = gradient("input").subarray(n * features, (n + 1) * features);
    const head = score(weights["head.weight"]!, shortlist + clusters.length, x, weights["head.bias"]);
    const tails = clusters.map(({ size, projection }, i) =>
      score(weights[`tail.${i}.1.weight`]!, size, linear(weights[`tail.${i}.0.weight`]!, projection, x)),
    );

    const row = logProb.data.subarray(n * classes, (n + 1) * classes);
    row.set(head.logProbabilities.subarray(0, shortlist));
    clusters.forEach(({ first }, i) => {
      const whole = head.logProbabilities[shortlist + i]!;
      row.set(
        tails[i]!.logProbabilities.map((part) => whole + part),
        first,
      );
    });
    predict.data[n] = likeliest(row);
    perSample.data[n] = -row[label]!;

    const cluster = clusterOf(layout, label);
    const headOutput = cluster === null ? label : shortlist + cluster;
    const headGradient = untrue(head, headOutput);
    addOuter(gradient("head.weight"), headGradient, x);
    if (layout.headBias) addOuter(gradient("head.bias"), headGradient, ONE);
    addTransposed(inputGradient, weights["head.weight"]!, headGradient);
    if (cluster === null) continue;
    const tail = tails[cluster]!;
    const tailGradient = untrue(tail, label - clusters[cluster]!.first);
    addOuter(gradient(`tail.${cluster}.1.weight`), tailGradient, tail.features);
    const projectionGradient = new Float64Array(tail.features.length);
    addTransposed(projectionGradient, weights[`tail.${cluster}.1.weight`]!, tailGradient);
    addOuter(gradient(`tail.${cluster}.0.weight`), projectionGradient, x);
    addTransposed(inputGradient, weights[`tail.${cluster}.0.weight`]!, projectionGradient);
  }
  const sum = perSample.data.reduce((total, value) => total + value, 0);
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
    further: { log_prob: logProb, predict },
  };
}

function score(weight: Float64Array, outputs: number, features: Float64Array, bias?: Float64Array): Scores {
  const logits = linear(weight, outputs, features, bias);
  logSoftmax(logits, 0, outputs, logits);
  return { features, logProbabilities: logits };
}

/** The index of the largest value; the first of equal ones. */
function likeliest(logProbabilities: Float64Array): number {
  return logProbabilities.reduce((best, value, i) => (value > logProbabilities[best]! ? i : best), 0);
}

/** The gradient of −ln softmax at the true output: softmax − 1 there, softmax elsewhere. */
function untrue({ logProbabilities }: Scores, output: number): Float64Array {
  return logProbabilities.map((value, i) => Math.exp(value) - (i === output ? 1 : 0));
}
