import { describe, expect, it } from "vitest";
import { pointwise } from "../pointwise";

/**
 * A loss written independently of its source: value, and derivative with respect to the prediction
 * p for the label y.
 */
interface ClosedForm {
  id: string;
  parameters?: Record<string, number>;
  value(p: number, y: number): number;
  slope(p: number, y: number): number;
}

/**
 * Both sides compute in float64 in different orders: some roundings of numbers of this size. A
 * difference of numbers near c² or δ², up to 22 here, loses another digit and a half.
 */
const ROUNDINGS = 1e-12;

/** Losses of the residual r = p − y alone. */
const residual = (
  id: string,
  parameters: Record<string, number>,
  value: (r: number) => number,
  slope: (r: number) => number,
): ClosedForm => ({ id, parameters, value: (p, y) => value(p - y), slope: (p, y) => slope(p - y) });

const robust = (id: string, c: number, value: (x: number) => number, slope: (x: number) => number): ClosedForm =>
  residual(
    id,
    { c },
    (r) => c * c * value(r / c),
    (r) => c * slope(r / c),
  );
const cauchy = [(x: number) => Math.log(1 + x * x) / 2, (x: number) => x / (1 + x * x)] as const;
const welsch = [(x: number) => (1 - Math.exp(-x * x)) / 2, (x: number) => x * Math.exp(-x * x)] as const;
const gemanMcClure = [(x: number) => (x * x) / 2 / (1 + x * x), (x: number) => x / (1 + x * x) ** 2] as const;
const tukey = [
  (x: number) => (Math.abs(x) < 1 ? (1 - (1 - x * x) ** 3) / 6 : 1 / 6),
  (x: number) => (Math.abs(x) < 1 ? x * (1 - x * x) ** 2 : 0),
] as const;
const balancedL1 = (alpha: number, gamma: number): ClosedForm => {
  const b = Math.exp(gamma / alpha) - 1;
  // The integral of the gradient α·ln(1 + b·d), from 0.
  const near = (d: number) => (alpha * ((1 + b * d) * Math.log(1 + b * d) - b * d)) / b;
  return residual(
    "balanced-l1",
    { alpha, gamma },
    (r) => (Math.abs(r) < 1 ? near(Math.abs(r)) : near(1) + gamma * (Math.abs(r) - 1)),
    (r) => Math.sign(r) * (Math.abs(r) < 1 ? alpha * Math.log(1 + b * Math.abs(r)) : gamma),
  );
};

const forms: readonly ClosedForm[] = [
  residual(
    "log-cosh",
    {},
    (r) => Math.log(Math.cosh(r)),
    (r) => Math.tanh(r),
  ),
  ...[0.25, 1].map((delta) =>
    residual(
      "pseudo-huber",
      { delta },
      (r) => delta * (Math.hypot(delta, r) - delta),
      (r) => (delta * r) / Math.hypot(delta, r),
    ),
  ),
  ...[0.1, 0.9].flatMap((tau) => [
    residual(
      "quantile",
      { tau },
      (r) => Math.max(-tau * r, (1 - tau) * r),
      (r) => (r <= 0 ? -tau : 1 - tau),
    ),
    residual(
      "expectile",
      { tau },
      (r) => (r <= 0 ? tau : 1 - tau) * r * r,
      (r) => 2 * (r <= 0 ? tau : 1 - tau) * r,
    ),
  ]),
  residual(
    "epsilon-insensitive",
    { epsilon: 0.25 },
    (r) => Math.max(0, Math.abs(r) - 0.25),
    (r) => (Math.abs(r) > 0.25 ? Math.sign(r) : 0),
  ),
  ...[0.5, 2.385].map((c) => robust("cauchy", c, ...cauchy)),
  ...[0.5, 2.985].map((c) => robust("welsch", c, ...welsch)),
  ...[0.5, 1].map((c) => robust("geman-mcclure", c, ...gemanMcClure)),
  ...[0.5, 4.685].map((c) => robust("tukey", c, ...tukey)),
  balancedL1(0.5, 1.5),
  balancedL1(0.25, 1),
  // Barron's table of special cases, x = r / c.
  ...[0.5, 1].flatMap((c) =>
    (
      [
        [2, (x) => (x * x) / 2, (x) => x],
        [1, (x) => Math.sqrt(x * x + 1) - 1, (x) => x / Math.sqrt(x * x + 1)],
        [0, (x) => Math.log((x * x) / 2 + 1), (x) => (2 * x) / (x * x + 2)],
        [-2, (x) => (2 * x * x) / (x * x + 4), (x) => (16 * x) / (x * x + 4) ** 2],
      ] as [number, (x: number) => number, (x: number) => number][]
    ).map(([alpha, value, slope]) =>
      residual(
        "general-robust",
        { alpha, c },
        (r) => value(r / c),
        (r) => slope(r / c) / c,
      ),
    ),
  ),
  {
    id: "msle",
    value: (p, y) => Math.log((1 + p) / (1 + y)) ** 2,
    slope: (p, y) => (2 * Math.log((1 + p) / (1 + y))) / (1 + p),
  },
  {
    id: "mape",
    parameters: { eps: 0.125 },
    value: (p, y) => Math.abs(p - y) / (y === 0 ? 0.125 : y),
    slope: (p, y) => Math.sign(p - y) / (y === 0 ? 0.125 : y),
  },
  {
    id: "smape",
    parameters: { eps: 0.125 },
    value: (p, y) => (y === 0 && p < 0.125 ? 16 * p : (2 * Math.abs(p - y)) / (p + y)),
    slope: (p, y) => {
      if (y === 0) return p > 0 && p < 0.125 ? 16 : 0;
      // At p = 0 torch takes the derivative of |p| as 0.
      return p === 0 ? -2 : (Math.sign(p - y) * 4) / (p + y) ** 2;
    },
  },
];

const predictions = [0, 0.0625, 0.25, 0.5, 0.75, 1, 1.25, 3, 8];

describe.each(forms)("$id at $parameters", ({ id, parameters, value, slope }) => {
  it.each([0, 1])("has its closed form's value and slope for the label %i", (y) => {
    const loss = pointwise(id, parameters);
    for (const p of predictions) {
      const point = loss(p, y);
      const [wanted, wantedSlope] = [value(p, y), slope(p, y)];
      expect(Math.abs(point.value - wanted), `value at ${p}`).toBeLessThanOrEqual(ROUNDINGS * (1 + wanted));
      expect(Math.abs(point.slope - wantedSlope), `slope at ${p}`).toBeLessThanOrEqual(
        ROUNDINGS * (1 + Math.abs(wantedSlope)),
      );
    }
  });
});

describe("losses whose prediction is the logarithm of a rate", () => {
  const [gamma, poisson] = [pointwise("gamma-nll"), pointwise("poisson-nll")];

  it.each([0.5, 1, 2.5])("have their minimum where the rate equals the label %f", (y) => {
    for (const loss of [gamma, poisson, pointwise("tweedie"), pointwise("tweedie", { rho: 1.1 })]) {
      expect(Math.abs(loss(Math.log(y), y).slope)).toBeLessThan(ROUNDINGS);
      expect(loss(Math.log(y) + 0.1, y).slope).toBeGreaterThan(0);
      expect(loss(Math.log(y) - 0.1, y).slope).toBeLessThan(0);
    }
  });

  it("of Tweedie have the gradient μ^(2−ρ)·(1 − y/μ), for μ = e^x", () => {
    for (const rho of [1.1, 1.5, 1.9]) {
      const tweedie = pointwise("tweedie", { rho });
      for (const y of [0, 1, 3]) {
        for (const x of [-2, 0, 0.5, 3]) {
          const mu = Math.exp(x);
          const wanted = mu ** (2 - rho) * (1 - y / mu);
          expect(Math.abs(tweedie(x, y).slope - wanted)).toBeLessThanOrEqual(ROUNDINGS * (1 + Math.abs(wanted)));
        }
      }
    }
  });

  it("of gamma are ln μ + y/μ", () => {
    expect(gamma(Math.log(4), 2).value).toBeCloseTo(Math.log(4) + 0.5, 12);
    expect(gamma(-3, 0)).toEqual({ value: -3, slope: 1 });
  });
});
