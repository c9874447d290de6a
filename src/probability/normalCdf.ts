/**
 * P(Z ≤ z) of a standard normal, absolute error below 1e−15: the Taylor series of Φ about 0 in the
 * form of Marsaglia (Evaluating the Normal Distribution, 2004, J. Stat. Software 11(4)) near 0, and
 * Laplace's continued fraction of the upper tail far out.
 */
export function normalCdf(z: number): number {
  if (Number.isNaN(z)) return Number.NaN;
  if (z < -40) return 0;
  if (z > 40) return 1;
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (Math.abs(z) < 5) {
    let term = z;
    let sum = z;
    for (let i = 3; Math.abs(term) > 1e-18 * Math.abs(sum); i += 2) {
      term *= (z * z) / i;
      sum += term;
    }
    return 0.5 + sum * density;
  }
  const distance = Math.abs(z);
  let fraction = distance;
  for (let i = 60; i > 0; i--) fraction = distance + i / fraction;
  const tail = density / fraction;
  return z > 0 ? 1 - tail : tail;
}
