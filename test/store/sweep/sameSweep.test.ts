import { describe, expect, it } from "vitest";
import type { Experiment } from "../../../src/experiment/experiment";
import { isSameSweep, onSameMap } from "../../../src/store/sweep/sameSweep";
import { smallSweep } from "./sweepRuns";

const { base } = smallSweep;
const withLoss = (parameters: Experiment["loss"]["parameters"]): Experiment => ({
  ...base,
  loss: { ...base.loss, parameters },
});

describe("whether a map is still that of the experiment on the first screen", () => {
  it("is so where they differ in what is varied alone, in whatever order it was set", () => {
    expect(onSameMap(smallSweep, withLoss({ alpha: 0.3, gamma: 1 }), withLoss({ gamma: 2, alpha: 0.9 }))).toBe(true);
    expect(isSameSweep(smallSweep, smallSweep, withLoss({ gamma: 1, alpha: 0.5 }))).toBe(true);
  });

  it("is not where anything else does, or where the settings do", () => {
    expect(onSameMap(smallSweep, base, { ...base, epochs: base.epochs + 1 })).toBe(false);
    expect(onSameMap(smallSweep, base, { ...base, loss: { id: "bce", parameters: {} } })).toBe(false);
    expect(isSameSweep(smallSweep, { ...smallSweep, seeds: 3 }, base)).toBe(false);
  });
});
