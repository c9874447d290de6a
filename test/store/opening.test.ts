import { describe, expect, it } from "vitest";
import { tutorialExperiment } from "../../src/experiment/defaults";
import { nextRun } from "../../src/store/nextRun";
import { openingOf, openingPace } from "../../src/store/opening";
import { defaultPage, type Trained } from "../../src/store/page/pageState";
import { firstRun, isOpening, type Run, type RunContext, type RunEffect, type RunInput } from "../../src/store/run";
import { contextFor, experiment, pictured, started, untrainable, withGamma } from "./runFixtures";

/** Epochs per second by which a user watches a training. */
const USUAL = { epochsPerSecond: 5 };
const usual: RunContext = { ...contextFor(experiment), pace: USUAL };

function apply(run: Run, input: RunInput, context = usual) {
  return nextRun(run, input, context);
}

const posted = (effects: readonly RunEffect[]) =>
  effects.flatMap((effect) => (effect.type === "post" ? [effect.command] : []));

const trainedTo = (trained: Trained) => ({ ...defaultPage, explore: { ...defaultPage.explore, trained } });

/** The run of a page that plays its experiment, with the worker's first picture. */
function played(): Run {
  const opened = apply(firstRun(experiment), { type: "open", opening: "played" }).run;
  return apply(opened, started(1)).run;
}

describe("how an experiment opens", () => {
  it("is trained before the user's eyes, or at once where nothing is to move", () => {
    expect(openingOf(defaultPage, { played: true })).toBe("played");
    expect(openingOf(defaultPage, { played: false })).toBe("trained");
  });

  it("is untrained where its link says so, and where the training may take long", () => {
    expect(openingOf(trainedTo(0), { played: true })).toBe("untrained");
    const long = { ...defaultPage, experiment: { ...tutorialExperiment, epochs: 100_000 } };
    expect(openingOf(long, { played: true })).toBe("untrained");
  });

  it("has taken as many steps as its link says", () => {
    expect(openingOf(trainedTo(528), { played: true })).toBe(528);
    const { run, effects } = apply(firstRun(experiment), { type: "open", opening: 528 });
    expect(run.phase).toBe("preparing");
    expect(posted(effects)).toEqual([
      expect.objectContaining({ type: "start", runId: 1 }),
      { type: "advance", runId: 1, steps: 528 },
    ]);
  });

  it("plays all epochs in less than two seconds", () => {
    const { epochsPerSecond } = openingPace(tutorialExperiment) as { epochsPerSecond: number };
    expect(tutorialExperiment.epochs / epochsPerSecond).toBeLessThan(2);
  });
});

describe("a run that the page plays when it opens", () => {
  it("begins by itself at its own pace", () => {
    const opened = apply(firstRun(experiment), { type: "open", opening: "played" });
    expect(posted(opened.effects)).toMatchObject([{ type: "start", runId: 1 }]);
    const begun = apply(opened.run, started(1));
    expect(begun.run.phase).toBe("running");
    expect(posted(begun.effects)).toEqual([{ type: "run", runId: 1, pace: openingPace(experiment) }]);
    expect(isOpening(begun.run)).toBe(true);
  });

  it("gives way to a change, which is retrained at once", () => {
    const retrained = apply(played(), { type: "change", before: experiment }, contextFor(withGamma(3), "later"));
    expect(retrained.run.phase).toBe("retraining");
    expect(posted(retrained.effects)).toMatchObject([{ type: "complete", runId: 2 }]);
  });

  it("is the user's once it has been paused or continued: a change is then taken over", () => {
    const pausing = apply(played(), { type: "pause" }).run;
    const paused = apply(pausing, pictured(1, 12, "paused")).run;
    const continued = apply(paused, { type: "run" });
    expect(posted(continued.effects)).toEqual([{ type: "run", runId: 1, pace: USUAL }]);
    for (const run of [paused, continued.run, apply(played(), { type: "run" }).run]) {
      expect(isOpening(run)).toBe(false);
      const changed = apply(run, { type: "change", before: experiment }, contextFor(withGamma(3), "soon"));
      expect(posted(changed.effects)).toMatchObject([{ type: "tune", runId: 1 }]);
    }
  });

  it("ends like any other, and a reset leaves the network untrained", () => {
    const finished = apply(played(), pictured(1, 30, "finished")).run;
    expect(finished.phase).toBe("finished");
    const reset = apply(finished, { type: "restart", goOn: false });
    expect(apply(reset.run, started(2)).run.phase).toBe("ready");
  });
});

describe("an experiment that opens in another way", () => {
  it("is trained to its end in one go", () => {
    const { run, effects } = apply(firstRun(experiment), { type: "open", opening: "trained" });
    expect(run.phase).toBe("retraining");
    expect(posted(effects)).toMatchObject([{ type: "complete", runId: 1 }]);
  });

  it("waits at step 0", () => {
    const { run } = apply(firstRun(experiment), { type: "open", opening: "untrained" });
    expect(apply(run, started(1)).run.phase).toBe("ready");
  });

  it("is shown without a run where its loss fits no network", () => {
    for (const opening of ["played", "trained", "untrained"] as const) {
      const { run } = apply(firstRun(untrainable), { type: "open", opening }, contextFor(untrainable));
      expect(run.phase).toBe("unfit");
      expect(isOpening(run)).toBe(false);
    }
  });
});
