import { useStore } from "zustand";
import type { LossChoice } from "../../experiment/experiment";
import { networkComesSoon } from "../../store/run";
import { follower } from "./follower";
import { useAppStore } from "./useApp";

/** Longest wait for a trained network: most are here by then, and a longer wait would be seen. */
const WAIT_MS = 50;

/** What `useShownChoice` reads. */
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
 * The chosen loss for what depends on the trained network too: its samples' pulls. Where the network
 * trained with this loss comes soon, they wait for it. Otherwise they would be computed and drawn
 * twice, and the trained boundary would come later. Curves do not wait.
 */
export function useShownChoice(): LossChoice {
  return useStore(shownChoiceOf(useAppStore()), ({ choice }) => choice);
}
