import { findLoss } from "../../losses/findLoss";
import { networkFit } from "../../losses/networkFit";
import type { AppStore } from "../createAppStore";
import { type SweepStore, settingsOf } from "./createSweepStore";

/**
 * Keeps Sweep's choices in the page's state, for the address, and takes over those that a link or
 * Undo puts there. Call when the view opens; returns what ends it when the view closes.
 */
export function keepSweep(app: AppStore, sweep: SweepStore): () => void {
  const isKept = () => JSON.stringify(settingsOf(sweep.getState())) === JSON.stringify(app.getState().sweep);
  const restore = () => {
    const { sweep: settings, experiment, losses, enginePreference } = app.getState();
    const definition = findLoss(losses, experiment.loss.id);
    if (networkFit(definition).trains && !isKept()) {
      sweep.actions.restore(settings, experiment, definition, enginePreference);
    }
  };
  const keep = () => {
    const settings = settingsOf(sweep.getState());
    if (settings !== null && !isKept()) app.actions.keepSweep(settings);
  };
  restore();
  // A large map is not filled, and axes that do not fit the loss are its own.
  keep();
  const ends = [
    app.subscribe((state, before) => {
      if (state.sweep !== before.sweep) restore();
    }),
    sweep.subscribe((state, before) => {
      if (choices.some((key) => state[key] !== before[key]) || state.run?.phase !== before.run?.phase) keep();
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}

const choices = ["settings", "base", "definition", "metric", "layers", "selected"] as const;
