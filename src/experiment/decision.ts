/** The side of the boundary a logit is on: positive where σ(z) > 0.5, strictly, with σ as float64 rounds it. */
export function callsPositive(logit: number): boolean {
  return 1 / (1 + Math.exp(-logit)) > 0.5;
}
