/** Sizes of an adaptive softmax as torch builds it (`nn.AdaptiveLogSoftmaxWithLoss`), without biases. */
export interface AdaptiveSizes {
  inFeatures: number;
  classes: number;
  /** Rising, each from 1 to classes − 1: the first class of each tail cluster. */
  cutoffs: readonly number[];
  /** The hidden size of tail cluster i is ⌊inFeatures / divValue^(i+1)⌋. */
  divValue: number;
}

/** The head (shortlist and one node per tail cluster) or a tail cluster. */
export interface Cluster {
  /** Classes from `first` up to, without, `end`. */
  first: number;
  end: number;
  /** Features its classes are scored from: those of the input in the head, fewer in a tail. */
  features: number;
  /** Multiplications of one sample that enters it: weights used, each once. Equal to the number of weights it owns. */
  multiplications: number;
}

/** The head first, then the tail clusters in the order of their classes. */
export function adaptiveClusters({ inFeatures, classes, cutoffs, divValue }: AdaptiveSizes): Cluster[] {
  const ends = [...cutoffs, classes];
  const shortlist = ends[0]!;
  const head: Cluster = {
    first: 0,
    end: shortlist,
    features: inFeatures,
    multiplications: inFeatures * (shortlist + cutoffs.length),
  };
  const tails = cutoffs.map((first, i): Cluster => {
    const end = ends[i + 1]!;
    const features = Math.floor(inFeatures / divValue ** (i + 1));
    return { first, end, features, multiplications: inFeatures * features + features * (end - first) };
  });
  return [head, ...tails];
}

/** Shares of classes whose frequency falls as 1/rank (Zipf's law), [classes], with the sum 1. */
export function zipfShares(classes: number): Float64Array {
  const shares = Float64Array.from({ length: classes }, (_, rank) => 1 / (rank + 1));
  const sum = shares.reduce((total, share) => total + share, 0);
  return shares.map((share) => share / sum);
}

/** Running sums: entry c is the share of the classes before c; [classes + 1]. */
export function runningShares(shares: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(shares.length + 1);
  for (let c = 0; c < shares.length; c++) sums[c + 1] = sums[c]! + shares[c]!;
  return sums;
}

/** Multiplications for the loss of one sample on average: the head always, a tail only for samples whose class lies in it. */
export function expectedMultiplications(clusters: readonly Cluster[], running: ArrayLike<number>): number {
  return clusters.reduce(
    (sum, { first, end, multiplications }, i) =>
      sum + (i === 0 ? 1 : running[end]! - running[first]!) * multiplications,
    0,
  );
}
