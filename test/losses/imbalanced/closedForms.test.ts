import { describe, expect, it } from "vitest";
import { pointwise } from "../pointwise";

/**
 * A loss of a logit and a label 0 or 1, written independently of its source, and its derivative
 * with respect to the logit.
 */
interface ClosedForm {
  id: string;
  parameters?: Record<string, number>;
  value(z: number, y: number): number;
  slope(z: number, y: number): number;
}

/** Both sides compute in float64 in different orders: some roundings of numbers of this size. */
const ROUNDINGS = 1e-12;

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
/** +1 for a positive, −1 for a negative. */
const sign = (y: number) => 2 * y - 1;
/** The focal loss of the margin m, and its derivative. */
const focal = (m: number, gamma: number) => sigmoid(-m) ** gamma * softplus(-m);
const focalSlope = (m: number, gamma: number) =>
  -(sigmoid(-m) ** gamma) * (gamma * sigmoid(m) * softplus(-m) + sigmoid(-m));

const forms: readonly ClosedForm[] = [
  {
    id: "focal-star",
    value: (z, y) => softplus(-(2 * sign(y) * z + 1)) / 2,
    slope: (z, y) => -sign(y) * sigmoid(-(2 * sign(y) * z + 1)),
  },
  {
    id: "focal-star",
    parameters: { gamma: 1, beta: 0 },
    value: (z, y) => softplus(-sign(y) * z),
    slope: (z, y) => -sign(y) * sigmoid(-sign(y) * z),
  },
  {
    // Δ of the majority: ½·(200 / 6000)^¼.
    id: "ldam",
    value: (z, y) => softplus(-30 * (sign(y) * z - (y === 1 ? 0.5 : 0.5 / 30 ** 0.25))),
    slope: (z, y) => -30 * sign(y) * sigmoid(-30 * (sign(y) * z - (y === 1 ? 0.5 : 0.5 / 30 ** 0.25))),
  },
  {
    id: "logit-adjusted",
    parameters: { tau: 2 },
    value: (z, y) => softplus(-sign(y) * (z - 2 * Math.log(30))),
    slope: (z, y) => -sign(y) * sigmoid(-sign(y) * (z - 2 * Math.log(30))),
  },
  {
    id: "adaptive-focal",
    value: (z, y) => focal(sign(y) * z, sigmoid(sign(y) * z) < 0.2 ? 5 : 3),
    slope: (z, y) => sign(y) * focalSlope(sign(y) * z, sigmoid(sign(y) * z) < 0.2 ? 5 : 3),
  },
  {
    id: "varifocal",
    value: (z, y) => (y === 1 ? softplus(-z) : 0.75 * focal(-z, 2)),
    slope: (z, y) => (y === 1 ? -sigmoid(-z) : -0.75 * focalSlope(-z, 2)),
  },
  {
    // β·CE + (1 − β)·H(p), and dH/dz = −z·p·(1 − p).
    id: "soft-bootstrapping",
    parameters: { beta: 0.6 },
    value: (z, y) => 0.6 * softplus(-sign(y) * z) + 0.4 * (softplus(-z) + (1 - sigmoid(z)) * z),
    slope: (z, y) => 0.6 * (sigmoid(z) - y) - 0.4 * z * sigmoid(z) * sigmoid(-z),
  },
];

const logits = [-30, -5, -2, -1.3, -0.5, 0, 0.25, 1, 1.5, 3, 30];

describe.each(forms)("$id at $parameters", ({ id, parameters, value, slope }) => {
  it.each([0, 1])("has its closed form's value and slope in the logit for the label %i", (y) => {
    const loss = pointwise(id, parameters);
    for (const z of logits) {
      const point = loss(z, y);
      expect(Math.abs(point.value - value(z, y))).toBeLessThanOrEqual(ROUNDINGS * (1 + Math.abs(value(z, y))));
      expect(Math.abs(point.slope - slope(z, y))).toBeLessThanOrEqual(ROUNDINGS * (1 + Math.abs(slope(z, y))));
    }
  });
});

it("the asymmetric loss with a tiny clip is that without one, also where 1 − p is as tiny", () => {
  const [clipped, plain] = [pointwise("asymmetric", { clip: 1e-9 }), pointwise("asymmetric", { clip: 0 })];
  for (const z of [-3, 0, 5, 20]) {
    const share = 1e-9 * (1 + Math.exp(z)); // of 1 − p
    expect(clipped(z, 0).value).toBeCloseTo(plain(z, 0).value - Math.log1p(share), 6);
  }
  // 1 − p + clip, where p alone would be 1 in both precisions.
  expect(clipped(60, 0).value).toBeCloseTo(-Math.log(1e-9), 6);
});

it("the asymmetric loss of a negative below its margin has value and gradient 0, also for γ₋ < 1", () => {
  const loss = pointwise("asymmetric", { gamma_neg: 0.5, clip: 0.1 });
  const atMost = 1e-25;
  for (const z of [-120, -20, -3]) {
    expect(Math.abs(loss(z, 0).value)).toBeLessThanOrEqual(atMost);
    expect(Math.abs(loss(z, 0).slope)).toBeLessThanOrEqual(atMost);
  }
});
