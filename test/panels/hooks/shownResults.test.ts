import { expect, it } from "vitest";
import { createStore } from "zustand/vanilla";
import { resultParts, shownResults } from "../../../src/panels/hooks/useShownResults";
import { FrameTurns } from "../../../src/scheduling/FrameTurns";
import type { AppStore } from "../../../src/store/createAppStore";
import type { Run, ShownRun } from "../../../src/store/run";
import { experiment, samplesOf, snapshotAt } from "../../store/runFixtures";
import { HandFrames } from "../../support/handFrames";

const samples = samplesOf(1);

interface Part {
  run: Run;
}

/** The page's run and what each part shows of it. */
function opened(shown: ShownRun | null = runAt("running", 0).shown) {
  const frames = new HandFrames();
  const store = createStore<Part>(() => ({ run: { ...runAt("running", 0), shown } as Run }));
  const of = shownResults(new FrameTurns(resultParts, frames.request));
  const parts = resultParts.map((part) => of[part](store as unknown as AppStore));
  return {
    frames,
    show: (run: Run) => store.setState({ run }),
    steps: () => parts.map((part) => part.getState().snapshot?.step),
    epochs: () => parts.map((part) => part.getState().history.length),
  };
}

function runAt(phase: "running" | "paused" | "finished", step: number, shown: Partial<ShownRun> = {}): Run {
  const newest = { runId: 1, experiment };
  return {
    ...{ phase, newest, working: false, engine: null, loading: null },
    shown: { ...newest, samples, snapshot: snapshotAt(step), epochs: [], retrainMs: null, picture: step, ...shown },
  };
}

it("while a network trains, figures, histories, curves, weights and shares follow one per frame", () => {
  const { frames, show, steps } = opened();
  show(runAt("running", 7));
  expect(steps()).toEqual([0, 0, 0, 0, 0]);
  frames.next(); // draws the plane
  expect(steps()).toEqual([0, 0, 0, 0, 0]);
  frames.next();
  expect(steps()).toEqual([7, 0, 0, 0, 0]);
  for (let i = 0; i < 4; i++) frames.next();
  expect(steps()).toEqual([7, 7, 7, 7, 7]);
  expect(frames.requested).toBe(false);
});

it("a network that is no longer the newest is not drawn by the parts that waited", () => {
  const { frames, show, steps } = opened();
  show(runAt("running", 7));
  frames.next();
  frames.next();
  frames.next();
  expect(steps()).toEqual([7, 7, 0, 0, 0]);
  show(runAt("running", 8));
  frames.next();
  expect(steps()).toEqual([7, 7, 0, 0, 0]);
  frames.next();
  expect(steps()).toEqual([7, 7, 8, 0, 0]);
  for (let i = 0; i < 4; i++) frames.next();
  expect(steps()).toEqual([8, 8, 8, 8, 8]);
});

it("all parts follow at once when training pauses, and nothing is left to draw", () => {
  const { frames, show, steps } = opened();
  show(runAt("running", 7));
  show(runAt("paused", 9));
  expect(steps()).toEqual([9, 9, 9, 9, 9]);
  for (let i = 0; i < 3; i++) frames.next();
  expect(frames.requested).toBe(false);
});

it("the page's first network is drawn one part per frame too", () => {
  const { frames, show, steps } = opened(null);
  expect(steps()).toEqual([undefined, undefined, undefined, undefined, undefined]);
  show(runAt("running", 3));
  frames.next();
  frames.next();
  expect(steps()).toEqual([3, undefined, undefined, undefined, undefined]);
  for (let i = 0; i < 4; i++) frames.next();
  expect(steps()).toEqual([3, 3, 3, 3, 3]);
});

it("retrains follow one part per frame, unless they are of other data", () => {
  const { frames, show, steps } = opened();
  show(runAt("finished", 30));
  show(runAt("finished", 31, { retrainMs: 5 }));
  expect(steps()).toEqual([30, 30, 30, 30, 30]);
  for (let i = 0; i < 6; i++) frames.next();
  expect(steps()).toEqual([31, 31, 31, 31, 31]);
  show(runAt("finished", 32, { retrainMs: 5, samples: samplesOf(2) }));
  expect(steps()).toEqual([32, 32, 32, 32, 32]);
});

it("a retrain's history stays the previous one until its epochs are here", () => {
  const { frames, show, epochs } = opened();
  const two = [{ epoch: 0 }, { epoch: 1 }] as unknown as ShownRun["epochs"];
  show(runAt("finished", 30, { epochs: two }));
  show(runAt("finished", 31, { retrainMs: 5, epochs: "coming" }));
  for (let i = 0; i < 6; i++) frames.next();
  expect(epochs()).toEqual([2, 2, 2, 2, 2]);
});
