import type { SoftmaxClusters } from "../../losses/classes/softmaxClusters";

/**
 * Multiplications of the head for one sample; also the number of its weights. Biases are not
 * counted.
 */
export function headMultiplications({ features, shortlist, clusters }: SoftmaxClusters): number {
  return features * (shortlist + clusters.length);
}

/**
 * Multiplications of a tail for a sample of its classes: the projection, then the scores. Also the
 * number of its weights.
 */
export function tailMultiplications({ features, clusters }: SoftmaxClusters, tail: number): number {
  const { projection, size } = clusters[tail]!;
  return projection * (features + size);
}

/**
 * Expected multiplications for the loss of one sample: always the head, and a tail only for samples
 * of its classes.
 * @param running cumulative share of the samples whose class is below c, [classes + 1]
 */
export function expectedMultiplications(layout: SoftmaxClusters, running: ArrayLike<number>): number {
  return layout.clusters.reduce(
    (sum, { first, size }, i) => sum + (running[first + size]! - running[first]!) * tailMultiplications(layout, i),
    headMultiplications(layout),
  );
}

/** Weights of all layers; a full softmax has features × classes. */
export function weightCount(layout: SoftmaxClusters): number {
  return layout.clusters.reduce((sum, _, i) => sum + tailMultiplications(layout, i), headMultiplications(layout));
}
