/**
 * The value below which a share of the sample lies, linear between neighbouring order statistics
 * (Hyndman and Fan's type 7, NumPy's default). What is not a number is left out; NaN where nothing
 * is left. `share` ∈ [0, 1].
 */
export function quantile(values: Iterable<number>, share: number): number {
  const sorted = Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort();
  if (sorted.length === 0) return Number.NaN;
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const [low, high] = [sorted[below]!, sorted[Math.min(below + 1, sorted.length - 1)]!];
  // Equal neighbours may be infinite: their difference is then no number.
  return low === high ? low : low + (place - below) * (high - low);
}

export function median(values: Iterable<number>): number {
  return quantile(values, 0.5);
}
