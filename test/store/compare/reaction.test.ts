import { expect, it } from "vitest";
import { tutorialExperiment } from "../../../src/experiment/defaults";
import { losses } from "../../../src/losses";
import { createCompareStore } from "../../../src/store/compare/createCompareStore";
import { reactionTo } from "../../../src/store/compare/reaction";
import type { CompareState, ComparisonRun } from "../../../src/store/compare/state";
import type { RunPhase } from "../../../src/store/fleetRun";
import { HandTrainer } from "./handTrainer";

const trainer = new HandTrainer();
const store = createCompareStore(trainer);
store.actions.openOn({ ...tutorialExperiment, epochs: 1 }, losses, "cpu");
/** A comparison whose boundaries train. */
const opened = store.getState();
trainer.finish();
/** A comparison with both boundaries trained and none of the other initial weights. */
const trained = store.getState();
store.actions.cancel();

type Choices = Partial<Pick<CompareState, "seeds" | "base" | "next" | "slots">>;
const after = (state: CompareState, phase: RunPhase["name"], choices: Choices): CompareState => ({
  ...state,
  run: { ...state.run!, phase: { name: phase } as RunPhase } satisfies ComparisonRun,
  ...choices,
});
const large = { ...tutorialExperiment, epochs: 100_000 };
const next = { run: opened.run!, isOutdated: false };

it.each<[string, CompareState, unknown]>([
  ["trains the first comparison", { ...opened, run: null }, { do: "train" }],
  ["leaves a large one to a press", { ...opened, run: null, base: large }, { do: "nothing" }],
  ["does nothing before the view is opened", { ...opened, run: null, base: null }, { do: "nothing" }],
  ["does nothing without a change", opened, { do: "nothing" }],
  ["trains another comparison", { ...opened, slots: opened.slots.slice(1) }, { do: "train" }],
  ["lets the next run finish its boundaries", { ...opened, next, seeds: 8 }, { do: "markOutdated" }],
  [
    "only counts more weights while boundaries train",
    { ...opened, seeds: 64 },
    { do: "changeSeeds", missing: "unchanged" },
  ],
  ["keeps a run cancelled before its boundaries", after(opened, "cancelled", { seeds: 8 }), { missing: "unchanged" }],
  ["keeps a failed run", after(trained, "failed", { seeds: 64 }), { do: "changeSeeds", missing: "unchanged" }],
  [
    "trains missing weights",
    after(trained, "waiting", { seeds: 64 }),
    { do: "changeSeeds", seeds: 64, missing: "train" },
  ],
  ["trains them after a cancel too", after(trained, "cancelled", { seeds: 64 }), { missing: "train" }],
  ["finishes where all are there", after(trained, "running", { seeds: 1 }), { do: "changeSeeds", missing: "finish" }],
  ["does not train too many unasked", after(trained, "finished", { seeds: 1e9 }), { missing: "cancel" }],
])("%s", (_, state, reaction) => {
  expect(reactionTo(state)).toMatchObject(reaction as object);
});
