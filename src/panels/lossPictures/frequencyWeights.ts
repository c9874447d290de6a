import type { ParameterValue } from "../../language";
import { adaptiveSoftmax, weightShapes } from "../../losses/classes/adaptiveSoftmax";
import { type SoftmaxClusters, softmaxClusters } from "../../losses/classes/softmaxClusters";
import type { Tensor } from "../../losses/tensor";

/**
 * Weights of an adaptive softmax that knows only how frequent each class is: for an input whose
 * first feature is 1 and whose others are 0, each class's probability is its frequency. In a tail
 * whose projection has no features, all classes have the same probability.
 * @param shares frequencies of the classes, [classes], with sum 1
 * @param running their cumulative sums, [classes + 1]
 */
export function frequencyWeights(
  layout: SoftmaxClusters,
  shares: ArrayLike<number>,
  running: ArrayLike<number>,
): Record<string, Tensor> {
  const weights = Object.fromEntries(
    weightShapes(layout).map(([name, shape]): [string, Tensor] => [
      name,
      { shape, data: new Float64Array(shape.reduce((size, length) => size * length, 1)) },
    ]),
  );
  const { shortlist, clusters, features } = layout;
  const head = weights["head.weight"]!.data;
  for (let c = 0; c < shortlist; c++) head[c * features] = Math.log(shares[c]!);
  for (const [i, { first, size, projection }] of clusters.entries()) {
    head[(shortlist + i) * features] = Math.log(running[first + size]! - running[first]!);
    if (projection === 0) continue;
    weights[`tail.${i}.0.weight`]!.data[0] = 1;
    const own = weights[`tail.${i}.1.weight`]!.data;
    for (let c = 0; c < size; c++) own[c * projection] = Math.log(shares[first + c]!);
  }
  return weights;
}

/**
 * −ln p of a class, from the loss itself, and the part of it due to the head's choice of the
 * cluster.
 */
export function classLoss(
  parameters: Readonly<Record<string, ParameterValue>>,
  weights: Readonly<Record<string, Tensor>>,
  label: number,
): { loss: number; ofHead: number } {
  const { features, shortlist, clusters, classes } = softmaxClusters(parameters);
  const input = new Float64Array(features);
  input[0] = 1;
  const { perSample, further } = adaptiveSoftmax.evaluate(
    {
      input: { shape: [1, features], data: input },
      target: { shape: [1], data: Float64Array.of(label) },
      ...weights,
    },
    parameters,
  );
  const loss = perSample.data[0]!;
  if (label < shortlist) return { loss, ofHead: loss };
  const cluster = clusters.findLast(({ first }) => first <= label)!;
  // A cluster's probability is the sum over its classes.
  const { data } = further.log_prob!;
  let inCluster = 0;
  for (let c = cluster.first; c < Math.min(classes, cluster.first + cluster.size); c++) inCluster += Math.exp(data[c]!);
  return { loss, ofHead: -Math.log(inCluster) };
}
