import { describe, expect, it } from "vitest";
import { tutorialExperiment } from "../../src/experiment/defaults";
import {
  expectedMs,
  fitsInstantRetrain,
  forOtherEngine,
  type InstantRetrain,
  unmeasured,
  withRun,
} from "../../src/store/instantRetrain";

const large = { ...tutorialExperiment, epochs: 100 * tutorialExperiment.epochs };
const after = (...times: number[]) =>
  times.reduce<InstantRetrain>((instant, ms) => withRun(instant, tutorialExperiment, ms), unmeasured);

describe("whether changes retrain at once", () => {
  it("is tried on the tutorial's run, but not on one a hundred times as long", () => {
    expect(unmeasured.on).toBe(true);
    expect(fitsInstantRetrain(unmeasured, tutorialExperiment)).toBe(true);
    expect(fitsInstantRetrain(unmeasured, large)).toBe(false);
  });

  it("is decided by the fastest of eight runs, and by no later run", () => {
    const sevenSlow = [90, 60, 60, 60, 60, 60, 60];
    expect(after(...sevenSlow).on).toBe(true);
    expect(after(...sevenSlow, 34).on).toBe(false);
    expect(after(...sevenSlow, 33).on).toBe(true);
    expect(after(33, ...sevenSlow, 500, 500).on).toBe(true);
  });

  it("stays as the user chose", () => {
    const chosen = { ...unmeasured, chosen: true };
    const slow = [1, 2, 3, 4, 5, 6, 7, 8, 9].reduce((instant) => withRun(instant, tutorialExperiment, 400), chosen);
    expect(slow.on).toBe(true);
    expect(forOtherEngine({ ...slow, on: false }).on).toBe(false);
  });

  it("ends if a run is expected to take over a second, in proportion to its size", () => {
    const fast = after(10);
    expect(expectedMs(fast, tutorialExperiment)).toBeCloseTo(10, 9);
    expect(expectedMs(fast, large)).toBeCloseTo(604, 9); // 4 of any run + 100 × 6
    expect(fitsInstantRetrain(fast, large)).toBe(true);
    expect(fitsInstantRetrain(after(20), large)).toBe(false);
    expect(fitsInstantRetrain(after(1001), tutorialExperiment)).toBe(false);
  });
});
