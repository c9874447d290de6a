/**
 * Per bin p·(ln p − ln q): the bin's contribution to KL(P‖Q), in nats. Single bins may be negative,
 * their sum is not. 0 where p = 0 (the limit); infinite where q = 0 and p > 0. `from` and `to` are
 * [bins], each with sum 1.
 */
export function klContributions(from: ArrayLike<number>, to: ArrayLike<number>): Float64Array {
  return Float64Array.from({ length: from.length }, (_, bin) => {
    const p = from[bin]!;
    return p === 0 ? 0 : p * (Math.log(p) - Math.log(to[bin]!));
  });
}

/**
 * Per bin: half of its contribution to KL(P‖M) plus half of that to KL(Q‖M), where M = (P + Q)/2.
 * Their sum is between 0 and ln 2.
 */
export function jensenShannonContributions(p: ArrayLike<number>, q: ArrayLike<number>): Float64Array {
  const middle = Float64Array.from({ length: p.length }, (_, bin) => (p[bin]! + q[bin]!) / 2);
  const [ofP, ofQ] = [klContributions(p, middle), klContributions(q, middle)];
  return ofP.map((value, bin) => (value + ofQ[bin]!) / 2);
}

/** No bin falls below this while others are dragged: at 0 the divergence would stay infinite. */
export const SMALLEST_BIN = 0.001;

/**
 * The distribution with one bin set and the others scaled to the rest, in their old proportions
 * (evenly, if they were empty). `value` is clamped so that every bin keeps at least `SMALLEST_BIN`.
 */
export function withBin(distribution: ArrayLike<number>, bin: number, value: number): Float64Array {
  const bins = distribution.length;
  const kept = Math.min(1 - SMALLEST_BIN * (bins - 1), Math.max(SMALLEST_BIN, value));
  const others = Array.from(distribution).map((share, i) => (i === bin ? 0 : Math.max(SMALLEST_BIN, share)));
  const sum = others.reduce((total, share) => total + share, 0);
  // Only what exceeds the smallest share can be scaled; below a billionth it is rounding.
  const spare = 1 - kept - SMALLEST_BIN * (bins - 1);
  const scalable = sum - SMALLEST_BIN * (bins - 1);
  return Float64Array.from(others, (share, i) => {
    if (i === bin) return kept;
    const part = scalable > 1e-9 ? (share - SMALLEST_BIN) / scalable : 1 / (bins - 1);
    return SMALLEST_BIN + part * spare;
  });
}
