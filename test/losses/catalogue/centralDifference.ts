/**
 * The derivative of f at a point from five values around it, f(x − h), f(x − h/2), f(x), f(x + h/2), f(x + h): Richardson's extrapolation of two
 * central differences, whose error goes like h⁴.
 */
export const STEP = 1e-4;
export const OFFSETS = [-STEP, -STEP / 2, 0, STEP / 2, STEP] as const;

/** Values lose some 1e−16 of themselves, which the step divides by 1e−4, and less to truncation; a bend that is not seen as one costs the most. */
export const DIFFERENCE = { absolute: 1e-6, relative: 1e-6 };
/**
 * Where f is smooth, its forward and its backward quotient differ by h·f″, and half as much at half the step. A jump, a corner or a bend within
 * the step breaks that by its own size, and there is no derivative to find.
 */
const SMOOTH = 1e-6;

/** `null` at a corner. */
export function derivativeOf(values: readonly number[]): number | null {
  const [low, lower, here, higher, high] = values as [number, number, number, number, number];
  const half = STEP / 2;
  const bend = (high - 2 * here + low) / STEP;
  const bendOfHalf = (higher - 2 * here + lower) / half;
  const derivative = (4 * (higher - lower)) / (3 * 2 * half) - (high - low) / (3 * 2 * STEP);
  const scale = 1 + Math.abs(derivative) + Math.abs(here);
  return Math.abs(bend - 2 * bendOfHalf) <= SMOOTH * scale ? derivative : null;
}
