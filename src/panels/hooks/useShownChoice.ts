import { useStore } from "zustand";
import type { LossChoice } from "../../experiment/experiment";
import { follower } from "./follower";
import { useAppStore } from "./useApp";

/** So long is waited for a trained network: most are there by then, and what comes later than that is seen to lag. */
const WAIT_MS = 50;

/** What `useShownChoice` reads. */
export const shownChoiceOf = follower<{ choice: LossChoice }>({
  read: ({ experiment }) => ({ choice: experiment.loss }),
  when: ({ experiment, snapshot, awaitsTrained }, before, { choice }) => {
    if (experiment.loss === choice) return "never";
    return awaitsTrained && snapshot === before.snapshot && experiment.loss.id === choice.id ? "later" : "now";
  },
  later: (follow) => {
    const timer = setTimeout(follow, WAIT_MS);
    return () => clearTimeout(timer);
  },
});

/**
 * The chosen loss for what hangs on the trained network too, its samples' pulls. Where the network trained with it is about to come, they wait for that a
 * moment: for the network before they would be worked out and drawn twice, and the trained boundary would come later. Curves do not wait.
 */
export function useShownChoice(): LossChoice {
  return useStore(shownChoiceOf(useAppStore()), ({ choice }) => choice);
}
