/**
 * Between the page and the workers that train many models to their end: sweeps and comparisons. A model is an `Experiment`; which of them can share
 * batches (`fleetsOf`) is the worker's business.
 */
import type { Experiment } from "../../experiment/experiment";
import type { GridSpec } from "../../experiment/plotGrid";
import type { EngineChoice, EnginePreference } from "../../training/engineChoice";
import type { FailureCode } from "../../training/failure";
import type { ModelEpoch, TrainedModel } from "../../training/trainedModel";

export interface FleetTask {
  taskId: number;
  /** Tasks of one request are done first come, first served; of several requests, the one that has had least of the worker's time goes on. */
  requestId: number;
  experiments: readonly Experiment[];
  engine: EnginePreference;
  /** How many models a fleet of the request may have on a GPU: engines are compared at that, not at the task's own few. */
  fleetSize: number;
  /** Where each trained model is evaluated for a picture of its boundary. */
  grid: GridSpec | null;
  /** Whether each recorded epoch (`recordsEpoch`) of each model is measured and sent. */
  history: boolean;
  /** Whether those epochs carry the parameters. */
  checkpoints: boolean;
  /**
   * Whether all experiments train in locked epochs, none beginning one before all have finished the one before, and the task waits before each for
   * leave to begin it (`proceed`). Otherwise one fleet after the other is trained to its end.
   */
  lockstep: boolean;
}

export type FleetCommand =
  | ({ type: "train" } & FleetTask)
  | { type: "pause"; taskId: number }
  | { type: "resume"; taskId: number }
  | { type: "cancel"; taskId: number }
  /** Epochs up to this one may be trained, in a task in lockstep. */
  | { type: "proceed"; taskId: number; epoch: number };

export type FleetEvent =
  /** The worker is loaded and listens. */
  | { type: "ready" }
  | { type: "started"; taskId: number; engine: EngineChoice; stepsPerEpoch: number }
  /** `steps` of `totalSteps` taken, over all models of the task; `epochs[i]` is what became known of model `epochs[i].index`. */
  | {
      type: "progress";
      taskId: number;
      steps: number;
      totalSteps: number;
      epochs: readonly (ModelEpoch & { index: number })[];
    }
  /** In lockstep: every model has finished this epoch, and the task waits for leave to begin the next. 0 is the state before training. */
  | { type: "reached"; taskId: number; epoch: number }
  | { type: "trained"; taskId: number; models: readonly TrainedModel[] }
  /** All models have been sent. Milliseconds inside the engine's steps, and all that the task took of the worker's time. */
  | { type: "finished"; taskId: number; engineMs: number; busyMs: number }
  | { type: "failed"; taskId: number; code: FailureCode; detail: string };
