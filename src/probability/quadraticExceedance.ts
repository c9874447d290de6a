import { normalCdf } from "./normalCdf";

/** Beyond this, a standard normal has a density below 1e−22. */
const REACH = 10;
/** Steps of the two rules below; halving them changes no result by more than 1e−14. */
const ANGLES = 128;
const STEP = 1 / 8;

/**
 * P(constant + slope · u − curvature · (u² + v²) > 0) for independent standard normal u and v,
 * absolute error below 1e−13. With a positive curvature that is the probability of a disc: the
 * noncentral χ² distribution function with two degrees of freedom. Its series has as many terms as
 * the disc is far away, which has no bound as the curvature goes to 0. So it is integrated over v
 * instead, with P(u between the disc's edges) in closed form. Both rules below are trapezoidal sums
 * of analytic functions that are periodic or vanish at the ends, and converge faster than any power
 * of the step (Trefethen and Weideman, The Exponentially Convergent Trapezoidal Rule, 2014, SIAM
 * Review 56(3)).
 */
export function quadraticExceedance(constant: number, slope: number, curvature: number): number {
  if (curvature < 0) return 1 - quadraticExceedance(-constant, -slope, -curvature);
  const across = Math.abs(slope);
  if (curvature === 0) return across === 0 ? Number(constant > 0) : normalCdf(constant / across);
  const discriminant = across * across + 4 * curvature * constant;
  if (!(discriminant > 0)) return 0;
  const radius = Math.sqrt(discriminant) / (2 * curvature);
  return radius < REACH ? smallDisc(across / (2 * curvature), radius) : largeDisc(constant, across, curvature);
}

/** With v = radius · sin θ the integrand is smooth at the disc's edge too. */
function smallDisc(centre: number, radius: number): number {
  let sum = 0;
  for (let i = 0; i < ANGLES; i++) {
    const angle = (Math.PI * (i + 0.5)) / ANGLES - Math.PI / 2;
    const half = radius * Math.cos(angle);
    sum += density(radius * Math.sin(angle)) * (normalCdf(centre + half) - normalCdf(centre - half)) * half;
  }
  return (sum * Math.PI) / ANGLES;
}

function largeDisc(constant: number, slope: number, curvature: number): number {
  let sum = 0;
  for (let v = -REACH; v <= REACH; v += STEP) {
    // The roots of −curvature u² + slope u + rest, computed without subtracting nearly equal
    // numbers.
    const rest = constant - curvature * v * v;
    const larger = (slope + Math.sqrt(Math.max(0, slope * slope + 4 * curvature * rest))) / 2;
    sum += density(v) * (normalCdf(larger / curvature) - normalCdf(-rest / larger));
  }
  return sum * STEP;
}

const density = (z: number) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
