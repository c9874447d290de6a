import { describe, expect, it } from "vitest";
import { tutorialExperiment } from "../../src/experiment/defaults";
import type { Experiment } from "../../src/experiment/experiment";
import {
  expectedMs,
  fitsInAFrame,
  fitsInstantRetrain,
  forOtherEngine,
  type InstantRetrain,
  isUsualSize,
  switched,
  unmeasured,
  withRun,
  withTime,
} from "../../src/store/instantRetrain";

const tutorial = tutorialExperiment;
const epochs = (count: number): Experiment => ({ ...tutorial, epochs: count });
const tiny: Experiment = { ...tutorial, dataset: { ...tutorial.dataset, negatives: 1 } };
const small: Experiment = { ...tutorial, epochs: 3 };
/** 4.4 million steps. */
const huge = epochs(100_000);

/** Runs of these times, a second apart; the last at `NOW`. */
const NOW = 500_000;
const after = (...runs: readonly (readonly [Experiment, number])[]) =>
  runs.reduce<InstantRetrain>(
    (instant, [experiment, ms], i) => withRun(instant, experiment, ms, NOW - 1000 * (runs.length - 1 - i)),
    unmeasured,
  );
const times = (experiment: Experiment, ...ms: number[]) => ms.map((each) => [experiment, each] as const);

describe("whether changes retrain at once", () => {
  it.each<[string, InstantRetrain, Experiment, boolean]>([
    ["the tutorial's run, unmeasured", unmeasured, tutorial, true],
    ["a run five times as long, unmeasured", unmeasured, epochs(150), true],
    ["a run a hundred times as long, unmeasured", unmeasured, epochs(3000), false],
    ["a size whose first run was slow", after(...times(tutorial, 1200)), tutorial, true],
    ["a size whose first two runs were slow", after(...times(tutorial, 1200, 1100)), tutorial, true],
    ["a size whose first three runs were slow", after(...times(tutorial, 1200, 1100, 1300)), tutorial, false],
    ["a size with one fast run among slow ones", after(...times(tutorial, 1200, 20, 1300, 1400)), tutorial, true],
    ["a smaller size than one that was slow", after(...times(tutorial, 3000, 3000, 3000)), small, true],
    ["4.4 million steps after runs of 1 to 3 ms", after(...times(tiny, 3, 1, 2)), huge, false],
    ["4.4 million steps after one run of 0 ms", after(...times(tutorial, 0)), huge, false],
    ["4.4 million steps after many runs of 0 ms", after(...times(tiny, 0, 0, 0, 0)), huge, false],
    ["the tutorial's run after runs of 1 to 3 ms", after(...times(tiny, 3, 1, 2)), tutorial, true],
    ["a run a hundred times as long as one of 8 ms", after(...times(tutorial, 8)), epochs(3000), true],
    ["a run a hundred times as long as one of 20 ms", after(...times(tutorial, 20)), epochs(3000), false],
  ])("%s", (_, instant, experiment, fits) => {
    expect(fitsInstantRetrain(instant, experiment, NOW)).toBe(fits);
  });

  it("is tried again a minute after the slow runs", () => {
    const slow = after(...times(tutorial, 1200, 1100, 1300));
    expect(fitsInstantRetrain(slow, tutorial, NOW + 57_000)).toBe(false);
    expect(fitsInstantRetrain(slow, tutorial, NOW + 59_000)).toBe(true);
  });

  it("is tried again when it is switched on, or on another engine", () => {
    const slow = after(...times(tutorial, 1200, 1100, 1300));
    expect(fitsInstantRetrain(switched(slow, true), tutorial, NOW)).toBe(true);
    expect(fitsInstantRetrain(forOtherEngine(slow), tutorial, NOW)).toBe(true);
  });

  it("ends with runs that were given up, too", () => {
    const gaveUp = [1, 2, 3].reduce((instant) => withTime(instant, tutorial, 1500, NOW), unmeasured);
    expect(fitsInstantRetrain(gaveUp, tutorial, NOW)).toBe(false);
    expect(gaveUp.runs).toBe(0);
  });

  it("is decided by the fastest of eight runs, and by no later run", () => {
    const sevenSlow = [90, 60, 60, 60, 60, 60, 60];
    const on = (...ms: number[]) => after(...times(tutorial, ...ms)).on;
    expect(on(...sevenSlow)).toBe(true);
    expect(on(...sevenSlow, 34)).toBe(false);
    expect(on(...sevenSlow, 33)).toBe(true);
    expect(on(33, ...sevenSlow, 500, 500)).toBe(true);
  });

  it("stays as the user chose", () => {
    const slow = [1, 2, 3, 4, 5, 6, 7, 8, 9].reduce(
      (instant) => withRun(instant, tutorial, 400, NOW),
      switched(unmeasured, true),
    );
    expect(slow.on).toBe(true);
    expect(forOtherEngine({ ...slow, on: false }).on).toBe(false);
  });
});

describe("the expected time of a retrain", () => {
  it("is that of the fastest run of its size", () => {
    const measured = after(...times(tutorial, 30, 10, 25));
    expect(expectedMs(unmeasured, tutorial, NOW)).toBeNull();
    expect(expectedMs(measured, tutorial, NOW)).toBe(10);
    expect(fitsInAFrame(measured, tutorial, NOW)).toBe(true);
  });

  it("grows with the size by the whole time of a shorter run, and shrinks by what is not preparation", () => {
    const measured = after(...times(tutorial, 10));
    expect(expectedMs(measured, epochs(300), NOW)).toBeCloseTo(100, 9);
    expect(expectedMs(measured, small, NOW)).toBeCloseTo(4 + 0.6, 9);
  });

  it("follows the size that is closest, not the fastest of another", () => {
    const measured = after(...times(tiny, 2, 2, 2), ...times(tutorial, 40), ...times(epochs(3000), 4000));
    expect(expectedMs(measured, tutorial, NOW)).toBe(40);
    expect(expectedMs(measured, epochs(3000), NOW)).toBe(4000);
  });

  it("counts the steps: batches of one sample take longer than their multiplications", () => {
    const measured = after(...times(tutorial, 10));
    expect(expectedMs(measured, { ...tutorial, batchSize: 1 }, NOW)).toBeGreaterThan(100);
  });
});

it("the tutorial's run has a usual size, where it is slow the machine is", () => {
  expect(isUsualSize(tutorial)).toBe(true);
  expect(isUsualSize(huge)).toBe(false);
});
