import type { SoftmaxClusters } from "../../losses/classes/softmaxClusters";

/** Multiplications of the head for one sample, which are also its weights; biases are left out. */
export function headMultiplications({ features, shortlist, clusters }: SoftmaxClusters): number {
  return features * (shortlist + clusters.length);
}

/** Multiplications of a tail for a sample that goes there: the projection, then the scores of its classes. Also the number of its weights. */
export function tailMultiplications({ features, clusters }: SoftmaxClusters, tail: number): number {
  const { projection, size } = clusters[tail]!;
  return projection * (features + size);
}

/**
 * Multiplications for the loss of one sample on average: the head always, a tail only for samples whose class lies in it.
 * @param running share of the samples whose class is before c, [classes + 1]
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
