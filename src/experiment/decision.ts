/** Above this, σ(z) rounds to more than one half; between 0 and this it may round to one half itself. */
const SURELY_POSITIVE = 1e-15;

/** The side of the boundary a logit is on: positive where σ(z) > 0.5, strictly, with σ as float64 rounds it. */
export function callsPositive(logit: number): boolean {
  return logit > SURELY_POSITIVE || (logit > 0 && 1 / (1 + Math.exp(-logit)) > 0.5);
}
