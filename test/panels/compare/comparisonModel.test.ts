import { beforeEach, expect, it } from "vitest";
import { tutorialExperiment } from "../../../src/experiment/defaults";
import { losses } from "../../../src/losses";
import { comparisonModel } from "../../../src/panels/compare/comparisonModel";
import { createCompareStore } from "../../../src/store/compare/createCompareStore";
import type { CompareStore } from "../../../src/store/compare/state";
import { HandTrainer } from "../../store/compare/handTrainer";
import { metrics } from "../../store/compare/models";

const base = { ...tutorialExperiment, epochs: 1 };

let trainer: HandTrainer;
let store: CompareStore;
beforeEach(() => {
  trainer = new HandTrainer();
  store = createCompareStore(trainer);
});

const model = () => comparisonModel(store.getState())!;

it("follows a small change without a word, and waits for a press with a large one", () => {
  store.actions.openOn(base, losses, "cpu");
  trainer.finish();
  expect(model()).toMatchObject({ matchesChoices: true, isFollowing: false, epoch: 1 });
  store.actions.setParameter(model().slots[0]!.slot.key, "gamma", 1);
  expect(model()).toMatchObject({ matchesChoices: false, isFollowing: true });
  expect(model().slots.map(({ isCurrent }) => isCurrent)).toEqual([false, true]);
  trainer.finish();
  expect(model()).toMatchObject({ matchesChoices: true, isFollowing: false });
  store.actions.openOn({ ...base, epochs: 100_000 }, losses, "cpu");
  expect(model()).toMatchObject({ matchesChoices: false, isFollowing: false, canTrain: true });
});

it("shows the last epoch that all have finished, or the one asked for", () => {
  store.actions.openOn(base, losses, "cpu");
  const { listener } = trainer.last;
  const epochOf = (index: number, epoch: number) => {
    return { index, epoch, metrics: metrics(epoch), parameters: null };
  };
  listener.onEpochs!([epochOf(0, 0), epochOf(1, 0), epochOf(0, 1)]);
  expect(model()).toMatchObject({ epoch: 0, lastEpoch: 0 });
  expect(model().first.metrics!.f1).toBe(0);
  listener.onEpochs!([epochOf(1, 1)]);
  expect(model()).toMatchObject({ epoch: 1, lastEpoch: 1 });
  store.actions.showEpoch(0);
  expect(model().epoch).toBe(0);
  expect(model().first.metrics!.f1).toBe(0);
});

it("knows the same loss twice, whether its values are written out or not", () => {
  store.actions.openOn(base, losses, "cpu");
  const [first, second] = model().slots;
  store.actions.selectLoss(second!.slot.key, "focal");
  expect(model().isSamePair).toBe(true);
  store.actions.setParameter(first!.slot.key, "gamma", 2);
  expect(model().isSamePair).toBe(true);
  store.actions.setParameter(first!.slot.key, "gamma", 2.5);
  expect(model().isSamePair).toBe(false);
});
