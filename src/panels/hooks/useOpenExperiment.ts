import { useCallback } from "react";
import type { Experiment } from "../../experiment/experiment";
import { openExperiment } from "../../store/page/openExperiment";
import type { OpenedFrom } from "../../store/state";
import { useAppStore } from "./useApp";

/** Opens an experiment in Explore, with a notice that offers to undo that. */
export function useOpenExperiment(from: OpenedFrom): (experiment: Experiment) => void {
  const app = useAppStore();
  return useCallback(
    (experiment) => {
      openExperiment(app, experiment, from);
      // The button goes with its view; the focus stays on the page that it opens.
      document.querySelector("main")?.focus({ preventScroll: true });
    },
    [app, from],
  );
}
