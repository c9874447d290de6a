import { describe, expect, it } from "vitest";
import { pointwise } from "../pointwise";

/**
 * A loss as a function of the margin m = y·z, written independently of its source: value and
 * derivative; at corners, torch's derivative.
 */
interface ClosedForm {
  id: string;
  parameters?: Record<string, number>;
  value(m: number): number;
  slope(m: number): number;
}

/** Both sides compute in float64 in different orders: some roundings of numbers of this size. */
const ROUNDINGS = 1e-13;

const forms: readonly ClosedForm[] = [
  { id: "hinge", value: (m) => (m < 1 ? 1 - m : 0), slope: (m) => (m < 1 ? -1 : 0) },
  { id: "squared-hinge", value: (m) => (m < 1 ? (1 - m) ** 2 : 0), slope: (m) => (m < 1 ? -2 * (1 - m) : 0) },
  {
    id: "smooth-hinge",
    value: (m) => (m >= 1 ? 0 : m > 0 ? (1 - m) ** 2 / 2 : 0.5 - m),
    slope: (m) => (m >= 1 ? 0 : m > 0 ? m - 1 : -1),
  },
  {
    id: "smooth-hinge",
    parameters: { beta: 0.5 },
    value: (m) => (m >= 1 ? 0 : m > 0.5 ? (1 - m) ** 2 : 0.75 - m),
    slope: (m) => (m >= 1 ? 0 : m > 0.5 ? 2 * (m - 1) : -1),
  },
  {
    id: "modified-huber",
    value: (m) => (m >= 1 ? 0 : m >= -1 ? (1 - m) ** 2 : -4 * m),
    slope: (m) => (m >= 1 ? 0 : m >= -1 ? 2 * (m - 1) : -4),
  },
  { id: "exponential", value: (m) => Math.exp(-m), slope: (m) => -Math.exp(-m) },
  { id: "soft-margin", value: (m) => Math.log1p(Math.exp(-m)), slope: (m) => -1 / (1 + Math.exp(m)) },
  {
    id: "ramp",
    value: (m) => Math.min(1, Math.max(0, 1 - m) / 2),
    slope: (m) => (m >= -1 && m < 1 ? -0.5 : 0),
  },
  {
    id: "ramp",
    parameters: { s: 0.5 },
    value: (m) => Math.min(1, Math.max(0, 1 - m) / 0.5),
    slope: (m) => (m >= 0.5 && m < 1 ? -2 : 0),
  },
  {
    id: "savage",
    value: (m) => (1 + Math.exp(2 * m)) ** -2,
    slope: (m) => (-4 * Math.exp(2 * m)) / (1 + Math.exp(2 * m)) ** 3,
  },
  {
    id: "tangent",
    value: (m) => (2 * Math.atan(m) - 1) ** 2,
    slope: (m) => (4 * (2 * Math.atan(m) - 1)) / (1 + m * m),
  },
  { id: "perceptron", value: (m) => (m < 0 ? -m : 0), slope: (m) => (m < 0 ? -1 : 0) },
  {
    id: "sigmoid-margin",
    value: (m) => 1 / (1 + Math.exp(m)),
    slope: (m) => -Math.exp(m) / (1 + Math.exp(m)) ** 2,
  },
  { id: "zero-one", value: (m) => (m > 0 ? 0 : m < 0 ? 1 : 0.5), slope: () => 0 },
];

const margins = [-30, -3, -1, -0.5, 0, 0.25, 0.5, 0.75, 1, 2, 30];

describe.each(forms)("$id at $parameters", ({ id, parameters, value, slope }) => {
  it.each([-1, 1])("has its closed form's value, and torch's slope at corners, for the label %i", (y) => {
    const loss = pointwise(id, parameters);
    for (const m of margins) {
      const point = loss(m * y, y);
      expect(Math.abs(point.value - value(m))).toBeLessThanOrEqual(ROUNDINGS * (1 + Math.abs(value(m))));
      expect(Math.abs(point.slope - y * slope(m))).toBeLessThanOrEqual(ROUNDINGS * (1 + Math.abs(slope(m))));
    }
  });
});
