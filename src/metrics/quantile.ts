import { quantileSorted } from "d3-array";

/**
 * The value below which the given share of the sample lies, linear between neighbouring order
 * statistics (Hyndman and Fan's type 7, NumPy's default). NaNs are ignored; NaN if nothing is left.
 * `share` ∈ [0, 1].
 */
export function quantile(values: Iterable<number>, share: number): number {
  const sorted = Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const low = sorted[Math.floor(place)];
  // d3 would subtract two infinities.
  if (low === sorted[Math.ceil(place)]) return low ?? Number.NaN;
  return quantileSorted(sorted, share)!;
}

export function median(values: Iterable<number>): number {
  return quantile(values, 0.5);
}
