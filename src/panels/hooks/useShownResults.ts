import { useStore } from "zustand";
import type { StoreApi } from "zustand/vanilla";
import { FrameTurns } from "../../scheduling/FrameTurns";
import type { AppStore } from "../../store/createAppStore";
import type { Run, ShownRun } from "../../store/run";
import type { EpochRecord, Snapshot } from "../../training/snapshot";
import { follower } from "./follower";
import { useAppStore } from "./useApp";

/** The parts of the page that show a network's results after the plane, in their drawing order. */
export const resultParts = ["figures", "histories", "curves", "weights", "shares"] as const;
export type ResultPart = (typeof resultParts)[number];

interface ShownResults {
  shown: ShownRun | null;
  snapshot: Snapshot | null;
  /** Finished epochs, oldest first. */
  history: readonly EpochRecord[];
}

/** For each part the results that it shows; `turns` decides when a part takes newer ones over. */
export function shownResults(turns: FrameTurns<ResultPart>) {
  const stores = resultParts.map((part) => [
    part,
    follower<ShownResults>({
      read: ({ run }, before) => {
        // Of a loss that fits no network, none is shown.
        const shown = isUnfit(run) ? null : run.shown;
        const history =
          shown === null ? [] : shown.epochs === "coming" ? historyMeanwhile(shown, before) : shown.epochs;
        return { shown, snapshot: shown?.snapshot ?? null, history };
      },
      when: ({ run }, { run: before }) => {
        if (isUnfit(run) !== isUnfit(before)) return "now";
        return run.shown === before.shown ? "never" : mayFollow(run, before) ? "later" : "now";
      },
      later: (follow) => turns.later(part, follow),
    }),
  ]);
  return Object.fromEntries(stores) as Readonly<Record<ResultPart, (store: AppStore) => StoreApi<ShownResults>>>;
}

const shownResultsOf = shownResults(new FrameTurns(resultParts));

function isUnfit({ phase }: Run): boolean {
  return phase === "unfit";
}

/**
 * Whether a network is the page's first, or one of many in a row: of a run under way, or a retrain.
 * Parts that wait must not mix its samples with those of other data.
 */
function mayFollow({ phase, shown }: Run, before: Run): boolean {
  if (before.shown === null) return true;
  const inARow = (phase === "running" && before.phase === "running") || shown?.retrainMs != null;
  return inARow && shown?.samples === before.shown.samples;
}

/**
 * A retrain's epochs arrive after its network, mostly within the same frame. Until then the
 * previous history is kept if it is of the same loss on the same data.
 */
function historyMeanwhile({ experiment, samples }: ShownRun, before: ShownResults | undefined): readonly EpochRecord[] {
  return before?.shown?.samples === samples && before.shown.experiment.loss.id === experiment.loss.id
    ? before.history
    : [];
}

/**
 * Selects from the shown run, its newest snapshot and its history. While networks come in a row
 * (training, retrains), and at the page's first one, the plane shows each at once. The other parts
 * follow with the newest, one part per frame, because all together would take longer than a frame.
 * A part that has not had its turn when a newer network comes never draws the older one. Otherwise
 * there is no delay.
 */
export function useShownResults<Selected>(part: ResultPart, select: (results: ShownResults) => Selected): Selected {
  return useStore(shownResultsOf[part](useAppStore()), select);
}
