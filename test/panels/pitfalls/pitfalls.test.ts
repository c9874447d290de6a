import { describe, expect, it } from "vitest";
import { losses } from "../../../src/losses";
import { pitfalls } from "../../../src/panels/pitfalls";
import type { PitfallId, ReadingName } from "../../../src/panels/pitfalls/pitfall";

/** The claims are exact up to rounding in float64. */
const DECIMALS = 9;

const byId = (id: PitfallId) => pitfalls.find((pitfall) => pitfall.id === id)!;
function run(id: PitfallId, edge = byId(id).edge?.start ?? 0) {
  return byId(id)
    .run(edge)
    .map(({ readings, refusal }) => ({
      refusal,
      ...(Object.fromEntries(readings.map(({ name, value }) => [name, value])) as Record<ReadingName, number>),
    })) as [Record<ReadingName, number> & { refusal?: string }, Record<ReadingName, number> & { refusal?: string }];
}

describe("the pitfalls", () => {
  it("have unique ids, concern losses that exist, and name their sources", () => {
    expect(new Set(pitfalls.map(({ id }) => id)).size).toBe(pitfalls.length);
    const ids = losses.map((loss) => loss.id as string);
    for (const { id, concerns, evidence } of pitfalls) {
      for (const loss of concerns) expect(ids, id).toContain(loss);
      expect(evidence.length, id).toBeGreaterThan(0);
    }
  });

  it("run at both ends of their slider", () => {
    for (const { edge, run: example } of pitfalls) {
      for (const at of edge === undefined ? [0] : [edge.min, edge.max]) {
        for (const side of example(at)) expect(side.readings.length + (side.refusal ?? "").length).toBeGreaterThan(0);
      }
    }
  });

  it.each([0.25, 0.5, 0.75])(
    "one α = %d for both classes changes nothing between the classes, and α_t does",
    (alpha) => {
      const [same, byClass] = run("alpha-class", alpha);
      expect(same.ratio).toBeCloseTo(1, DECIMALS);
      expect(byClass.ratio).toBeCloseTo(alpha / (1 - alpha), DECIMALS);
    },
  );

  it("γ < 1 gives a NaN gradient at p = 1, but not in log space or for γ ≥ 1", () => {
    const [power, logSpace] = run("gamma-below-one", 0.5);
    expect(power.loss).toBe(0);
    expect(power.gradient).toBeNaN();
    expect(Math.abs(logSpace.gradient)).toBeLessThan(1e-8);
    expect(Number.isFinite(run("gamma-below-one", 1)[0].gradient)).toBe(true);
  });

  it("γ = 0 gives 0 · ∞ if the power is computed through a logarithm", () => {
    const [byLog, stable] = run("gamma-zero", 0);
    expect(byLog.loss).toBeNaN();
    expect(Number.isFinite(stable.loss)).toBe(true);
    expect(run("gamma-zero", 1)[0].loss).not.toBeNaN();
  });

  it("γ as a factor never changes the ratio of hard to easy, and as a power it does", () => {
    for (const gamma of [1, 2, 3]) {
      const [factor, power] = run("gamma-factor", gamma);
      expect(factor.ratio).toBeCloseTo(0.7 / 0.05, DECIMALS);
      expect(power.ratio / (0.7 / 0.05) ** gamma).toBeCloseTo(1, DECIMALS);
    }
  });

  it("p_t computed from its logarithm weights easy samples with 1 and more", () => {
    const [forgotten, right] = run("pt-from-log", 0.95);
    expect(forgotten.weight).toBeCloseTo((1 - Math.log(0.95)) ** 2, DECIMALS);
    expect(right.weight).toBeCloseTo(0.05 ** 2, DECIMALS);
  });

  it("Keras's α has no effect until its flag is set", () => {
    const [without, set] = run("keras-alpha", 0.75);
    expect(without.ratio).toBeCloseTo(1, DECIMALS);
    expect(set.ratio).toBeCloseTo(3, DECIMALS);
  });

  it("torch.nn has no FocalLoss", () => {
    const [missing, own] = run("focal-missing");
    // The page shows Python's error, because the compiler's is for the page's developers.
    expect(missing.refusal).toBe("AttributeError: module 'torch.nn' has no attribute 'FocalLoss'");
    // (0.25 + 0.75) / 2 · 0.25 · ln 2
    expect(own.loss).toBeCloseTo(0.125 * Math.LN2, DECIMALS);
  });

  it("a class weight cancels out of a weighted mean over one sample", () => {
    const [weighted, plain] = run("weighted-mean", 30);
    const unweighted = Math.log(1 + Math.E);
    expect(weighted.batchOfOne).toBeCloseTo(unweighted, DECIMALS);
    expect(plain.batchOfOne).toBeCloseTo(30 * unweighted, DECIMALS);
    const easy = Math.log(1 + Math.exp(-2));
    expect(weighted.loss).toBeCloseTo((30 * unweighted + 3 * easy) / 33, DECIMALS);
    expect(plain.loss).toBeCloseTo((30 * unweighted + 3 * easy) / 4, DECIMALS);
  });

  it("BCELoss stops at 100 and its gradient vanishes long before, unlike the form on logits", () => {
    const [clamped, stable] = run("bce-clamp", -120);
    expect(clamped.loss).toBe(100);
    expect(Math.abs(clamped.gradient)).toBeLessThan(1e-30);
    expect(stable.loss).toBeCloseTo(120, DECIMALS);
    expect(stable.gradient).toBeCloseTo(-1, DECIMALS);
    const [at50] = run("bce-clamp", -50);
    expect(Math.abs(at50.gradient)).toBeLessThan(1e-8);
  });

  it("kl_div's mean is the divergence divided by the number of classes", () => {
    const [mean, batchmean] = run("kl-mean", 0.8);
    const divergence = 0.8 * Math.log(0.8 * 3) + 0.2 * Math.log(0.1 * 3);
    expect(batchmean.divergence).toBeCloseTo(divergence, DECIMALS);
    expect(mean.divergence).toBeCloseTo(divergence / 3, DECIMALS);
  });

  it("class-balanced weights are similar for β = 0.9 and far apart for 0.9999", () => {
    const [small, large] = run("class-balanced-beta", 0.0001);
    expect(small.ratio).toBeCloseTo(1, 6);
    expect(large.ratio).toBeCloseTo(22.8, 1);
  });

  it("Adam takes the same steps for any weight decay, and AdamW decays by it", () => {
    const [little, much] = [run("adam-weight-decay", 0.01), run("adam-weight-decay", 0.1)];
    expect(little[0].afterSteps).toBeLessThan(0.3);
    expect(much[0].afterSteps).toBeCloseTo(little[0].afterSteps, 2);
    expect(little[1].afterSteps).toBeCloseTo((1 - 0.01 * 0.01) ** 100, DECIMALS);
    expect(much[1].afterSteps).toBeCloseTo((1 - 0.01 * 0.1) ** 100, DECIMALS);
  });
});
