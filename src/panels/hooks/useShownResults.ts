import { useStore } from "zustand";
import { dataKey } from "../../experiment/dataKey";
import type { ShownRun } from "../../store/run";
import type { EpochRecord, Snapshot } from "../../training/snapshot";
import { follower } from "./follower";
import { useAppStore } from "./useApp";

interface ShownResults {
  shown: ShownRun | null;
  snapshot: Snapshot | null;
  /** Finished epochs, oldest first. */
  history: readonly EpochRecord[];
}

const shownResultsOf = follower<ShownResults>({
  read: ({ run: { shown } }, before) => ({
    shown,
    snapshot: shown?.snapshot ?? null,
    history: shown === null ? [] : shown.epochs === "coming" ? historyMeanwhile(shown, before) : shown.epochs,
  }),
  when: ({ run }, { run: before }) => {
    if (run.shown === before.shown && run.phase === before.phase) return "never";
    return run.phase === "running" && before.phase === "running" ? "later" : "now";
  },
  later: (follow) => {
    const frame = requestAnimationFrame(follow);
    return () => cancelAnimationFrame(frame);
  },
});

/**
 * A retrain's epochs arrive after its network, mostly within the same frame. Until then the
 * previous history is kept if it is of the same loss on the same data.
 */
function historyMeanwhile({ experiment }: ShownRun, before: ShownResults | undefined): readonly EpochRecord[] {
  if (before === undefined || before.shown === null) return [];
  const { loss } = before.shown.experiment;
  return loss.id === experiment.loss.id && dataKey(before.shown.experiment) === dataKey(experiment)
    ? before.history
    : [];
}

/**
 * Selects from the shown run, its newest snapshot and its history. During training, metrics and
 * curves are drawn one frame after the plane: all together would take longer than a frame.
 * Otherwise there is no delay.
 */
export function useShownResults<Part>(select: (results: ShownResults) => Part): Part {
  return useStore(shownResultsOf(useAppStore()), select);
}
