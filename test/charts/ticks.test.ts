import { describe, expect, it } from "vitest";
import { historyDomain, scaleOfLosses } from "../../src/charts/history/historyScale";
import { logTicks, niceTicks } from "../../src/charts/parts/axis/ticks";

describe("niceTicks", () => {
  it("divides probabilities into quarters, logits into threes and epochs into tens", () => {
    expect(niceTicks([0, 1], 5)).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(niceTicks([-6, 6], 5)).toEqual([-6, -3, 0, 3, 6]);
    expect(niceTicks([0, 30], 4)).toEqual([0, 10, 20, 30]);
    expect(niceTicks([0, 0.75], 4)).toEqual([0, 0.25, 0.5, 0.75]);
    expect(niceTicks([0, 0.8], 3)).toEqual([0, 0.4, 0.8]);
  });

  it("returns no more ticks than requested, and none outside the domain", () => {
    for (let i = 1; i < 300; i++) {
      const domain = [-i * 0.37, i * i * 0.0173 + 1e-3] as const;
      const ticks = niceTicks(domain, 5);
      expect(ticks.length).toBeGreaterThan(0);
      expect(ticks.length).toBeLessThanOrEqual(5);
      for (const tick of ticks) {
        expect(tick).toBeGreaterThanOrEqual(domain[0] - 1e-9);
        expect(tick).toBeLessThanOrEqual(domain[1] + 1e-9);
      }
    }
  });

  it("returns no ticks for a domain that is empty or not finite", () => {
    expect(niceTicks([1, 1], 5)).toEqual([]);
    expect(niceTicks([0, Number.NaN], 5)).toEqual([]);
    expect(niceTicks([0, Number.POSITIVE_INFINITY], 5)).toEqual([]);
  });
});

describe("logTicks", () => {
  it("uses 1, 2 and 5 if they fit, else whole decades", () => {
    expect(logTicks([0.01, 0.1], 5)).toEqual([0.01, 0.02, 0.05, 0.1]);
    expect(logTicks([0.01, 0.1], 3)).toEqual([0.01, 0.03, 0.1]);
    expect(logTicks([1e-6, 1], 4)).toEqual([1e-6, 1e-4, 1e-2, 1]);
  });

  it("returns no ticks for a domain without a logarithm", () => {
    expect(logTicks([0, 1], 5)).toEqual([]);
    expect(logTicks([Number.NaN, 1], 5)).toEqual([]);
  });
});

it("a history of losses is logarithmic unless one is 0 or less, which would not be drawn", () => {
  const scale = (...y: number[]) => scaleOfLosses([{ x: y.map((_, i) => i), y }]);
  expect(scale(0.5, Number.NaN, 0.01)).toBe("log");
  expect([scale(0.5, -0.1), scale(0.5, 0)]).toEqual(["linear", "linear"]);
});

describe("historyDomain", () => {
  it("is round, holds every finite value, and ignores values that a logarithm cannot show", () => {
    const curve = { x: [0, 1, 2, 3], y: [Number.NaN, 0.034, 0.0121, 0] };
    expect(historyDomain([curve], [], "log")).toEqual([0.01, 0.05]);
    expect(historyDomain([curve], [0.7], "linear")).toEqual([0, 1]);
    expect(historyDomain([{ x: [0], y: [Number.POSITIVE_INFINITY] }], [], "linear")).toBeNull();
  });
});
