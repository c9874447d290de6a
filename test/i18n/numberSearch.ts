/** Small searches for the numbers that texts name. */

/** The first of start, start + step, … for which it holds. Throws if there is none nearby. */
export function firstWhole(start: number, step: 1 | -1, holds: (value: number) => boolean): number {
  for (let count = 0; count < 2000; count++) if (holds(start + count * step)) return start + count * step;
  throw new Error(`no whole number near ${start} holds`);
}

/** Where a function with one maximum between `from` and `to` is largest. */
export function largestAt(of: (at: number) => number, from: number, to: number): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [from, to];
  while (high - low > 1e-6) {
    const left = high - golden * (high - low);
    const right = low + golden * (high - low);
    if (of(left) < of(right)) low = left;
    else high = right;
  }
  return (low + high) / 2;
}

/**
 * The efficiency of a location estimate with this slope of its loss, against least squares on
 * standard normal residuals: (E ψ′)² / E ψ², where E ψ′ = E r·ψ (Stein). By the trapezoidal rule.
 */
export function efficiency(psi: (residual: number) => number): number {
  const [end, step] = [9, 1 / 256];
  let [slope, square] = [0, 0];
  for (let r = -end; r <= end; r += step) {
    const density = (step * Math.exp((-r * r) / 2)) / Math.sqrt(2 * Math.PI);
    slope += density * r * psi(r);
    square += density * psi(r) ** 2;
  }
  return slope ** 2 / square;
}
