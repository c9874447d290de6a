import { useStore } from "zustand";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { LossChoice } from "../../experiment/experiment";
import type { AppStore } from "../../store/createAppStore";
import { useAppStore } from "./useApp";

/** So long is waited for a trained network: most are there by then, and what comes later than that is seen to lag. */
const WAIT_MS = 50;

const choices = new WeakMap<AppStore, StoreApi<{ choice: LossChoice }>>();

/**
 * The chosen loss for what hangs on the trained network too, its samples' pulls. Where the network trained with it is about to come, they wait for that a
 * moment: for the network before they would be worked out and drawn twice, and the trained boundary would come later. Curves do not wait.
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
