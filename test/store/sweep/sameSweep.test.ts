import { describe, expect, it } from "vitest";
import type { Experiment } from "../../../src/experiment/experiment";
import { isSameSweep, onSameMap } from "../../../src/store/sweep/sameSweep";
import { smallSweep } from "./sweepRuns";

const { base } = smallSweep;
const withLoss = (parameters: Experiment["loss"]["parameters"]): Experiment => ({
  ...base,
  loss: { ...base.loss, parameters },
});

describe("a map still belongs to the experiment of the first screen", () => {
  it("if they differ only in the varied settings, in whatever order those were set", () => {
    expect(onSameMap(smallSweep, withLoss({ alpha: 0.3, gamma: 1 }), withLoss({ gamma: 2, alpha: 0.9 }))).toBe(true);
    expect(isSameSweep(smallSweep, smallSweep, withLoss({ gamma: 1, alpha: 0.5 }))).toBe(true);
  });

  it("not if anything else differs, or if the settings of the sweep do", () => {
    expect(onSameMap(smallSweep, base, { ...base, epochs: base.epochs + 1 })).toBe(false);
    expect(onSameMap(smallSweep, base, { ...base, loss: { id: "bce", parameters: {} } })).toBe(false);
    expect(isSameSweep(smallSweep, { ...smallSweep, seeds: 3 }, base)).toBe(false);
  });
});
