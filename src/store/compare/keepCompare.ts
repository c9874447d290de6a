import type { AppStore } from "../createAppStore";
import { type CompareStore, settingsOf } from "./state";

/**
 * Keeps Compare's choices in the page's state, for the address, and takes over those that a link or
 * Undo puts there. Call when the view opens; returns what ends it when the view closes.
 */
export function keepCompare(app: AppStore, compare: CompareStore): () => void {
  const isKept = () => JSON.stringify(settingsOf(compare.getState())) === JSON.stringify(app.getState().compare);
  const restore = () => {
    const { compare: settings, experiment, losses, enginePreference } = app.getState();
    if (!isKept()) compare.actions.restore(settings, experiment, losses, enginePreference);
  };
  restore();
  const ends = [
    app.subscribe((state, before) => {
      if (state.compare !== before.compare) restore();
    }),
    compare.subscribe((state, before) => {
      if (choices.some((key) => state[key] !== before[key]) && !isKept()) app.actions.keepCompare(settingsOf(state));
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}

const choices = ["slots", "chosen", "seeds", "metric", "pair", "epoch"] as const;
