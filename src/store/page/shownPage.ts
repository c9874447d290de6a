import { dataKey } from "../../experiment/dataKey";
import type { Probe } from "../probe";
import type { Run } from "../run";
import type { AppState } from "../state";
import type { PageState, Trained } from "./pageState";

/** The page that is shown. */
export function pageOf(state: AppState): PageState {
  const { view, experiment, compare, sweep, overlays, run, probe, probeChosenOn } = state;
  const { curveAxis, curveScale, curveDerivative, dotArea, colourBy, sampleSet, easyAbove, historyMetric } = state;
  const isChosen = probeChosenOn !== null && (probe.kind === "free" || probeChosenOn === dataKey(experiment));
  const explore = {
    ...{ curveAxis, curveScale, curveDerivative, dotArea, colourBy, sampleSet, easyAbove, historyMetric },
    probe: isChosen ? probe : null,
    overlays: overlays.map(({ choice }) => choice),
    trained: trainedOf(run),
  };
  return { view, experiment, explore, compare, sweep };
}

/** Whether two states show the same page, as far as one can tell at once. */
export function showsSamePage(one: AppState, other: AppState): boolean {
  return (
    watched.every((key) => one[key] === other[key]) &&
    chosenProbe(one) === chosenProbe(other) &&
    trainedOf(one.run) === trainedOf(other.run)
  );
}

/** The one that the data suggest is not the user's, and no link holds it. */
function chosenProbe({ probe, probeChosenOn }: AppState): Probe | null {
  return probeChosenOn === null ? null : probe;
}

const watched = [
  ...(["view", "experiment", "compare", "sweep", "overlays", "probeChosenOn"] as const),
  ...(["curveAxis", "curveScale", "curveDerivative", "dotArea", "colourBy", "sampleSet"] as const),
  ...(["easyAbove", "historyMetric"] as const),
] satisfies (keyof AppState)[];

/** A run on its way to the end counts as trained: it will be. */
function trainedOf(run: Run): Trained {
  switch (run.phase) {
    case "retraining":
    case "finished":
    case "running":
      return "all";
    case "paused": {
      const { step, totalSteps } = run.shown.snapshot;
      return step === totalSteps ? "all" : step;
    }
    case "preparing":
      return run.thenRun ? "all" : 0;
    case "ready":
      return 0;
    default:
      // No network, or none that is whole: it opens as pages do.
      return "all";
  }
}
