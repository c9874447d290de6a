import { useStore } from "zustand";
import { dataKey } from "../../experiment/dataKey";
import type { ShownRun } from "../../store/run";
import type { EpochRecord, Snapshot } from "../../training/snapshot";
import { follower } from "./follower";
import { useAppStore } from "./useApp";

interface Figures {
  shown: ShownRun | null;
  snapshot: Snapshot | null;
  /** Finished epochs, oldest first. */
  history: readonly EpochRecord[];
}

const figuresOf = follower<Figures>({
  read: ({ run: { shown } }, before) => ({
    shown,
    snapshot: shown?.snapshot ?? null,
    history: shown === null ? [] : shown.epochs === "coming" ? meanwhile(shown, before) : shown.epochs,
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
 * A retrain's epochs follow its network, mostly within the same frame: until then the history
 * before stays, if it is of the same loss on the same data.
 */
function meanwhile({ experiment }: ShownRun, before: Figures | undefined): readonly EpochRecord[] {
  if (before === undefined || before.shown === null) return [];
  const { loss } = before.shown.experiment;
  return loss.id === experiment.loss.id && dataKey(before.shown.experiment) === dataKey(experiment)
    ? before.history
    : [];
}

/**
 * The shown network and its history for what stands next to the plane. While training runs, these
 * follow the plane by a frame: drawn together they take longer than a frame has, and the page would
 * stutter. At rest there is no delay.
 */
export function useFigures<Part>(select: (figures: Figures) => Part): Part {
  return useStore(figuresOf(useAppStore()), select);
}
