/** p = σ(z). */
export function probabilityOf(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

/** z = ln p − ln(1 − p). */
export function logitOf(probability: number): number {
  return Math.log(probability) - Math.log1p(-probability);
}
