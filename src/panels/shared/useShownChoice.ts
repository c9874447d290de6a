import { useStore } from "zustand";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { LossChoice } from "../../experiment/experiment";
import type { AppStore } from "../../store/createAppStore";
import { useAppStore } from "./useApp";

/** So long the views wait for a trained network: most are there by then, and a view that comes later than that is seen to lag. */
const WAIT_MS = 50;

const choices = new WeakMap<AppStore, StoreApi<{ choice: LossChoice }>>();

/**
 * The chosen loss as the views draw it. Where its trained network is about to come they wait for it a moment, and all that a slider moves is drawn
 * together: in turns, each with a layout of the page of its own, the trained boundary would come later.
 */
export function useShownChoice(): LossChoice {
  return useStore(shownChoiceOf(useAppStore()), ({ choice }) => choice);
}

/** What `useShownChoice` reads. */
export function shownChoiceOf(store: AppStore): StoreApi<{ choice: LossChoice }> {
  const known = choices.get(store);
  if (known !== undefined) return known;
  const shown = createStore(() => ({ choice: store.getState().experiment.loss }));
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const follow = () => {
    clearTimeout(waiting);
    waiting = undefined;
    const choice = store.getState().experiment.loss;
    if (shown.getState().choice !== choice) shown.setState({ choice });
  };
  store.subscribe(({ experiment, snapshot, awaitsTrained }, before) => {
    const waits = awaitsTrained && snapshot === before.snapshot && experiment.loss.id === shown.getState().choice.id;
    if (!waits) follow();
    else if (experiment.loss !== shown.getState().choice) waiting ??= setTimeout(follow, WAIT_MS);
  });
  choices.set(store, shown);
  return shown;
}
