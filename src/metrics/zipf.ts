/** Shares of classes whose frequency falls as 1/rank (Zipf's law), [classes], with sum 1. */
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
