import { tutorialExperiment } from "../../experiment/defaults";
import type { Experiment, LossChoice } from "../../experiment/experiment";
import type { CountMetricName } from "../../metrics/metrics";
import { type CompareSettings, defaultCompare } from "../compare/settings";
import type { Probe } from "../probe";
import { defaultSweep, type SweepViewSettings } from "../sweep/settings";
import type { ColourBy, CurveAxis, CurveDerivative, CurveScale, DotArea, SampleSet, View } from "./choices";

/** How far a network is trained: to its end, or this many steps. */
export type Trained = "all" | number;

/** What Explore shows of the experiment, and how. */
export interface ExploreSettings {
  curveAxis: CurveAxis;
  curveScale: CurveScale;
  curveDerivative: CurveDerivative;
  dotArea: DotArea;
  colourBy: ColourBy;
  sampleSet: SampleSet;
  easyAbove: number;
  historyMetric: CountMetricName;
  /** Null: the one that the data suggest. */
  probe: Probe | null;
  overlays: readonly LossChoice[];
  trained: Trained;
}

/**
 * Everything that a link holds and that Undo brings back: the experiment, and what the page shows
 * of it. The address describes it at any time.
 */
export interface PageState {
  view: View;
  experiment: Experiment;
  explore: ExploreSettings;
  compare: CompareSettings;
  sweep: SweepViewSettings;
}

export const defaultExplore: ExploreSettings = {
  curveAxis: "probability",
  curveScale: "linear",
  curveDerivative: "slope",
  dotArea: "pull",
  colourBy: "true",
  sampleSet: "training",
  easyAbove: 0.7,
  historyMetric: "f1",
  probe: null,
  overlays: [],
  trained: "all",
};

/** The page as it opens without a link. */
export const defaultPage: PageState = {
  view: "explore",
  experiment: tutorialExperiment,
  explore: defaultExplore,
  compare: defaultCompare,
  sweep: defaultSweep,
};
