/** An interval of a median, between two values of the sample. */
export interface MedianInterval {
  low: number;
  high: number;
  /**
   * The minimum probability that such an interval contains the median of the distribution: 1 − 2 ·
   * P(Bin(n, ½) < rank of `low`).
   */
  coverage: number;
}

/**
 * The narrowest interval between the k-th smallest and the k-th largest value that contains the
 * median with at least this probability, for any distribution (order statistics; Conover, Practical
 * Nonparametric Statistics, 3.2). Null if the sample is too small: below six values at 95 %.
 */
export function medianInterval(values: readonly number[], confidence: number): MedianInterval | null {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  let rank = 0;
  let coverage = 0;
  // The probability that fewer than `rank` values of a sample are below the median.
  let below = 0;
  let term = 0.5 ** n;
  for (let k = 1; k <= n / 2; k++) {
    below += term;
    term *= (n - k + 1) / k;
    if (1 - 2 * below < confidence) break;
    rank = k;
    coverage = 1 - 2 * below;
  }
  return rank === 0 ? null : { low: sorted[rank - 1]!, high: sorted[n - rank]!, coverage };
}
