import { createStore } from "zustand/vanilla";
import { followingData, lossOnData } from "../../experiment/classCounts";
import type { Experiment, LossChoice } from "../../experiment/experiment";
import type { CatalogueLoss } from "../../losses";
import type { EnginePreference } from "../../training/engineChoice";
import type { ModelTrainer } from "../../worker/fleet/modelTrainer";
import { crossEntropyChoice } from "../crossEntropyChoice";
import { ComparisonTraining } from "./comparisonTraining";
import { type CompareSettings, defaultCompare } from "./settings";
import { canAddSlot, canRemoveSlot, type Slot, suggestedLoss } from "./slots";
import { type CompareActions, type CompareState, type CompareStore, chosenComparison, matchesChoices } from "./state";

/**
 * Choices, run and results of the comparison. They live as long as the page, whatever view is on
 * screen.
 */
export function createCompareStore(trainer: ModelTrainer): CompareStore {
  const store = createStore<CompareState>(() => ({
    base: null,
    engine: "auto",
    losses: [],
    slots: [],
    nextKey: 0,
    chosen: false,
    seeds: defaultCompare.seeds,
    pair: defaultCompare.pair,
    metric: defaultCompare.metric,
    epoch: defaultCompare.epoch,
    run: null,
    next: null,
  }));
  const { getState: get, setState: set } = store;
  const training = new ComparisonTraining(trainer, store);

  function changeSlots(slots: readonly Slot[]): void {
    const { pair } = get();
    const has = (key: number) => slots.some((slot) => slot.key === key);
    // A pair of which one slot was removed falls back to the first two.
    const kept = has(pair[0]) && has(pair[1]) && pair[0] !== pair[1];
    set({ slots, chosen: true, ...(!kept && { pair: [slots[0]!.key, slots[1]!.key] as const }) });
    training.followChoices();
  }

  function newSlots(...losses: readonly LossChoice[]): Slot[] {
    const { nextKey } = get();
    set({ nextKey: nextKey + losses.length });
    return losses.map((loss, i) => ({ key: nextKey + i, loss }));
  }
  const changeLoss = (key: number, change: (loss: LossChoice) => LossChoice) =>
    changeSlots(get().slots.map((slot) => (slot.key === key ? { ...slot, loss: change(slot.loss) } : slot)));

  /** A loss as it is chosen for the data. */
  function chosenLoss(id: string): LossChoice {
    const { base, losses } = get();
    const definition = losses.find((loss) => loss.id === id);
    return base === null || definition === undefined ? { id, parameters: {} } : lossOnData(definition, base.dataset);
  }

  function openOn(base: Experiment, losses: readonly CatalogueLoss[], engine: EnginePreference): void {
    const { base: before, chosen, pair } = get();
    if (before !== null && before.dataset !== base.dataset) {
      const followed = get().slots.map((slot) => {
        const loss = followingData(slot.loss, before.dataset, base.dataset);
        return loss === slot.loss ? slot : { ...slot, loss };
      });
      set({ slots: followed });
    }
    const { slots } = get();
    if (slots.length === 0) {
      const second = base.loss.id === crossEntropyChoice.id ? suggestedLoss([base.loss], losses) : crossEntropyChoice;
      const opening = newSlots(base.loss, second);
      set({ slots: opening, pair: keysAt(pair, opening) });
    } else if (!chosen && slots[0]!.loss !== base.loss) {
      set({ slots: slots.map((slot, i) => (i === 0 ? { ...slot, loss: base.loss } : slot)), pair });
    }
    set({ base, losses, engine });
    training.followChoices();
  }

  function restore({ losses: choices, pair, ...others }: CompareSettings, ...opened: Parameters<typeof openOn>): void {
    const slots = choices === null ? [] : newSlots(...choices);
    set({ ...others, slots, chosen: choices !== null, pair: slots.length === 0 ? pair : keysAt(pair, slots) });
    openOn(...opened);
  }

  const actions: CompareActions = {
    openOn,
    restore,
    selectLoss: (key, id) => changeLoss(key, () => chosenLoss(id)),
    setParameter: (key, name, value) =>
      changeLoss(key, (loss) => ({ ...loss, parameters: { ...loss.parameters, [name]: value } })),
    addSlot: () => {
      const { slots, losses } = get();
      if (!canAddSlot(slots)) return;
      const { id } = suggestedLoss(
        slots.map((slot) => slot.loss),
        losses,
      );
      changeSlots([...slots, ...newSlots(chosenLoss(id))]);
    },
    removeSlot: (key) => {
      const { slots } = get();
      if (canRemoveSlot(slots)) changeSlots(slots.filter((slot) => slot.key !== key));
    },
    keepSlots: () => set({ chosen: true }),
    setSeeds: (seeds) => {
      set({ seeds });
      training.followChoices();
    },
    choosePair: (first, second) => set({ pair: [first, second] }),
    setMetric: (metric) => set({ metric }),
    showEpoch: (epoch) => set({ epoch }),
    train: () => {
      const state = get();
      const comparison = chosenComparison(state);
      if (comparison === null) return;
      const { run } = state;
      const onlySeedsMissing =
        run?.phase.name === "cancelled" && run.stage === "seeds" && state.next === null && matchesChoices(run, state);
      if (onlySeedsMissing) training.trainMissing();
      else training.begin(comparison, "press");
    },
    pause: () => get().run?.control.pause(),
    resume: () => get().run?.control.resume(),
    cancel: () => training.cancel(),
  };
  return Object.assign(store, { actions });
}

function keysAt([first, second]: CompareSettings["pair"], slots: readonly Slot[]): [number, number] {
  return [slots[first]!.key, slots[second]!.key];
}
