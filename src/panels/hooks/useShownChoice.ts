import { useStore } from "zustand";
import type { LossChoice } from "../../experiment/experiment";
import { networkComesSoon } from "../../store/run";
import { follower } from "./follower";
import { useAppStore } from "./useApp";

/** Longest wait for a trained network: most arrive earlier, and a longer wait is noticeable. */
const WAIT_MS = 50;

/** The store that `useShownChoice` reads. */
export const shownChoiceOf = follower<{ choice: LossChoice }>({
  read: ({ experiment }) => ({ choice: experiment.loss }),
  when: ({ experiment, run }, before, { choice }) => {
    if (experiment.loss === choice) return "never";
    const waits = networkComesSoon(run) && run.shown === before.run.shown && experiment.loss.id === choice.id;
    return waits ? "later" : "now";
  },
  later: (follow) => {
    const timer = setTimeout(follow, WAIT_MS);
    return () => clearTimeout(timer);
  },
});

/**
 * The chosen loss, for what also depends on the trained network (the samples' pulls). If the
 * network trained with it is about to arrive, waits for it up to `WAIT_MS`: otherwise pulls would
 * be computed and drawn twice, first for the old network, which delays the new boundary. Curves do
 * not wait.
 */
export function useShownChoice(): LossChoice {
  return useStore(shownChoiceOf(useAppStore()), ({ choice }) => choice);
}
