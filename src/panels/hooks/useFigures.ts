import { useStore } from "zustand";
import type { AppState } from "../../store/state";
import { follower } from "./follower";
import { useAppStore } from "./useApp";

type Figures = Pick<AppState, "snapshot" | "history">;

const figuresOf = follower<Figures>({
  read: ({ snapshot, history }) => ({ snapshot, history }),
  when: (state, before) => {
    if (state.snapshot === before.snapshot && state.history === before.history && state.status === before.status)
      return "never";
    return state.status === "running" && before.status === "running" ? "later" : "now";
  },
  later: (follow) => {
    const frame = requestAnimationFrame(follow);
    return () => cancelAnimationFrame(frame);
  },
});

/**
 * What a panel shows of the newest snapshot beside the plane. While training runs, figures and curves follow the plane by a frame: drawn
 * together they take longer than a frame has, and the page would stutter; in turns both fit. At rest there is no delay.
 */
export function useFigures<Part>(select: (figures: Figures) => Part): Part {
  return useStore(figuresOf(useAppStore()), select);
}
