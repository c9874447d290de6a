import type { PlaneFunction } from "../../charts/surface/sampledSurface";

const POINTS = 241;

/**
 * The loss along the difference x₁ − x₂ at a fixed mean of the two scores. Both arrays are
 * [POINTS].
 */
export function differenceCut(
  surface: PlaneFunction,
  mean: number,
  [lower, upper]: readonly [number, number],
): { x: Float64Array; y: Float64Array } {
  const x = Float64Array.from({ length: POINTS }, (_, i) => lower + ((upper - lower) * i) / (POINTS - 1));
  const { value } = surface(
    x.map((difference) => mean + difference / 2),
    x.map((difference) => mean - difference / 2),
  );
  return { x, y: Float64Array.from(value) };
}

/**
 * Two scores with the given difference around `mean`; the mean is shifted if one would leave the
 * domain.
 */
export function scoresWithDifference(
  difference: number,
  mean: number,
  [lower, upper]: readonly [number, number],
): { x: number; y: number } {
  const half = Math.abs(difference) / 2;
  const within = Math.max(lower + half, Math.min(upper - half, mean));
  return { x: within + difference / 2, y: within - difference / 2 };
}
