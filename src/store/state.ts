import type { Samples } from "../datasets";
import type { BackendId } from "../engine/backend";
import type { Experiment, LossChoice } from "../experiment/experiment";
import type { DroppedLink } from "../experiment/link/experimentPart";
import type { LossProgram } from "../language";
import type { CatalogueLoss, LossOnLogits } from "../losses";
import type { CountMetricName } from "../metrics/metrics";
import type { EnginePreference } from "../training/engineChoice";
import type { Snapshot } from "../training/snapshot";
import type { Pace } from "../worker/run/protocol";
import type { CompareSettings } from "./compare/settings";
import type { InstantRetrain } from "./instantRetrain";
import type { ColourBy, CurveAxis, CurveDerivative, CurveScale, DotArea, SampleSet, View } from "./page/choices";
import type { PageState } from "./page/pageState";
import type { Probe } from "./probe";
import type { Run } from "./run";
import type { SweepViewSettings } from "./sweep/settings";

export type { ColourBy, CurveAxis, CurveDerivative, CurveScale, DotArea, SampleSet, View };

/** A loss whose source has been read: all three always belong together. */
export interface CompiledLoss {
  definition: CatalogueLoss;
  /** Null where the loss is no graph. */
  program: LossProgram | null;
  /**
   * The program as the network meets it, shared by everything that draws it; null where no network
   * gives what it takes.
   */
  onLogits: LossOnLogits | null;
}

/** A loss that a network can be trained on. */
export interface NetworkLoss extends CompiledLoss {
  program: LossProgram;
  onLogits: LossOnLogits;
}

export function isNetworkLoss(read: CompiledLoss): read is NetworkLoss {
  return read.program !== null && read.onLogits !== null;
}

/** Where an experiment came from that replaced the one before. */
export type OpenedFrom = "link" | "cell" | "slot" | "tutorial";

/** Something to say once, with no harm done: a code and values for a sentence. */
export type Notice =
  /** A change of data or model began the run anew. */
  | { kind: "reset" }
  /** An engine could not train the run; another does. */
  | { kind: "engine-failed"; failed: BackendId; used: BackendId }
  /** What a link held and this page could not use; and, in an open page, the page before. */
  | { kind: "dropped"; fields: readonly DroppedLink[]; undo?: PageState }
  /** Another experiment was opened; `undo` is the page before. */
  | { kind: "opened"; from: OpenedFrom; undo: PageState }
  /** Code or texts for what the user has requested could not be fetched. */
  | { kind: "not-loaded" };

/** Another loss, or this one at other values, drawn among the curves. */
export interface Overlay {
  /** Its own; says which one to take away. */
  key: number;
  choice: LossChoice;
  /** Null while its source is being read. */
  read: NetworkLoss | null;
  /** Why its source could not be read. */
  refusal: string | null;
}

export interface AppState {
  view: View;
  experiment: Experiment;
  /**
   * The losses to choose from: two at first, all of them once the catalogue has loaded. The
   * experiment's is always among them.
   */
  losses: readonly CatalogueLoss[];
  enginePreference: EnginePreference;
  /** The page's run, and what is shown of it. */
  run: Run;
  pace: Pace;
  instantRetrain: InstantRetrain;
  notice: Notice | null;
  /** Whether the sentence is still needed that says what to drag. */
  guide: boolean;

  /** The loss on screen; the one before while a new one is being compiled. */
  loss: CompiledLoss | null;
  /** Cross entropy, which every loss is compared with. */
  crossEntropy: NetworkLoss | null;

  /** Points at one of the shown samples, or at a free place on the curves. */
  probe: Probe;
  /** The `dataKey` of the data on which the probe was chosen; null for the one they suggest. */
  probeChosenOn: string | null;

  curveAxis: CurveAxis;
  curveScale: CurveScale;
  curveDerivative: CurveDerivative;
  /** In the order in which they were added. */
  overlays: readonly Overlay[];
  dotArea: DotArea;
  colourBy: ColourBy;
  /** Which samples the plane shows. */
  sampleSet: SampleSet;
  /** From which p_t on a sample counts as easy. */
  easyAbove: number;
  /** The metric whose history is drawn next to the loss's. */
  historyMetric: CountMetricName;

  /** What Compare and Sweep are set to. They are told when they are on screen. */
  compare: CompareSettings;
  sweep: SweepViewSettings;
}

const noSamples: Samples = { rows: 0, inputs: 2, features: new Float32Array(0), labels: new Uint8Array(0) };

/** The shown run's training rows; none before the first run is ready. */
export function shownSamples({ run }: AppState): Samples {
  return run.shown?.samples ?? noSamples;
}

/**
 * The shown run's network; null before the first run is ready, and for a loss that fits no network.
 */
export function shownSnapshot({ run }: AppState): Snapshot | null {
  return run.phase === "unfit" ? null : (run.shown?.snapshot ?? null);
}
