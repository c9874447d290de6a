/**
 * The derivative of f at a point from its values at five points, f(x − h), f(x − h/2), f(x), f(x +
 * h/2), f(x + h): Richardson's extrapolation of two central differences, whose error is of order
 * h⁴.
 */
export const STEP = 1e-4;
export const OFFSETS = [-STEP, -STEP / 2, 0, STEP / 2, STEP] as const;

/**
 * Values have a relative rounding of some 1e−16, which the division by the step of 1e−4 enlarges;
 * truncation adds less. The largest part comes from a bend that is not recognised as one.
 */
export const DIFFERENCE = { absolute: 1e-6, relative: 1e-6 };
/**
 * Where f is smooth, its forward and backward quotients differ by h·f″, and by half of that at half
 * the step. A jump, corner or bend within the step changes this by its own size; there is no
 * derivative to find.
 */
const SMOOTH = 1e-6;

/** Returns `null` at a corner. */
export function derivativeOf(values: readonly number[]): number | null {
  const [low, lower, here, higher, high] = values as [number, number, number, number, number];
  const half = STEP / 2;
  const bend = (high - 2 * here + low) / STEP;
  const bendOfHalf = (higher - 2 * here + lower) / half;
  const derivative = (4 * (higher - lower)) / (3 * 2 * half) - (high - low) / (3 * 2 * STEP);
  const scale = 1 + Math.abs(derivative) + Math.abs(here);
  return Math.abs(bend - 2 * bendOfHalf) <= SMOOTH * scale ? derivative : null;
}
