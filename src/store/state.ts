import type { Samples } from "../datasets";
import type { Experiment, LossChoice } from "../experiment/experiment";
import type { DroppedLink } from "../experiment/link";
import type { LossProgram } from "../language";
import type { CatalogueLoss, LossOnLogits } from "../losses";
import type { EngineChoice, EnginePreference } from "../training/engineChoice";
import type { FailureCode } from "../training/failure";
import type { EpochRecord, Snapshot } from "../training/snapshot";
import type { Pace } from "../worker/run/protocol";
import type { Instant } from "./instant";
import type { Probe } from "./probe";

/** What the learner can do next follows from it. `preparing`: the run's first snapshot is on its way. */
export type RunStatus =
  | "preparing"
  | "ready"
  | "running"
  | "paused"
  | "finished"
  | "failed"
  /** The loss takes what no network on the plane gives: it is looked at, not trained with. */
  | "unfit";

/** A loss whose source has been read: all three always belong together. */
export interface CompiledLoss {
  definition: CatalogueLoss;
  /** Null where the loss is no graph. */
  program: LossProgram | null;
  /** The program as the network meets it, shared by everything that draws it; null where no network gives what it takes. */
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

export interface Failure {
  code: FailureCode;
  detail: string;
  step: number;
}

/** Something to say once, with no harm done: a code and values for a sentence. */
export type Notice =
  /** A change of data or model began the run anew. */
  | { kind: "reset" }
  /** What a link held and this page could not use. */
  | { kind: "dropped"; fields: readonly DroppedLink[] }
  /** The link is on the clipboard, or could not be put there. */
  | { kind: "copied" }
  | { kind: "copy-failed" };

/** What a dot's area says on the plane. */
export type DotArea = "pull" | "equal";
/** Whether a dot's colour is its label or the network's answer. */
export type ColourBy = "true" | "predicted";
/** What the curves are drawn over: p, z, the margin m = t·z (t = −1 or 1), or the residual r = p − y. */
export type CurveAxis = "probability" | "logit" | "margin" | "residual";
/** How the curves' values are spaced. */
export type CurveScale = "linear" | "log" | "symlog";
/** What is drawn beside the loss: |∂L/∂z| or ∂²L/∂z². */
export type CurveDerivative = "slope" | "curvature";

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
  experiment: Experiment;
  /** The losses there are to choose from: two at first, all of them once the catalogue has come. The experiment's is always among them. */
  losses: readonly CatalogueLoss[];
  enginePreference: EnginePreference;
  /** What runs, and why; null until the worker has said so. */
  engine: EngineChoice | null;
  /** How far the files of the engine that was chosen are; null where it needs none, or has them. */
  engineLoading: { loadedBytes: number; totalBytes: number } | null;
  status: RunStatus;
  pace: Pace;
  instant: Instant;
  /** Whether the trained network of the present experiment is on its way and will be here within a frame or two. */
  awaitsTrained: boolean;
  failure: Failure | null;
  notice: Notice | null;

  /** The loss on screen; the one before while a new one is being read. */
  loss: CompiledLoss | null;
  /** Cross entropy, which every loss is compared with. */
  crossEntropy: NetworkLoss | null;

  /** The training rows on the plane, those of the snapshot: they change together. */
  data: Samples;
  snapshot: Snapshot | null;
  /** Finished epochs, oldest first, thinned where there are very many. */
  history: readonly EpochRecord[];
  probe: Probe;

  curveAxis: CurveAxis;
  curveScale: CurveScale;
  curveDerivative: CurveDerivative;
  /** In the order in which they were added. */
  overlays: readonly Overlay[];
  dotArea: DotArea;
  colourBy: ColourBy;
  /** From which p_t on a sample counts as easy. */
  easyAbove: number;
}
