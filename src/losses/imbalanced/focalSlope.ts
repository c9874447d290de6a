/** The size of the slope of (1 − p)^γ·(−ln p) at p = ½, over 2: ½^γ·(1 + γ·ln 2). */
export function focalSlope(gamma: number): number {
  return 0.5 ** gamma * (1 + gamma * Math.LN2);
}
