/**
 * Between the page and the workers that train many models to their end: sweeps and comparisons. A model is an `Experiment`; which of them can share
 * batches (`fleetsOf`) is the worker's business.
 */
import type { Experiment } from "../experiment/experiment";
import type { GridSpec } from "../experiment/snapshot";
import type { EngineChoice, EnginePreference, FailureCode } from "./protocol";

/** What is measured of a model on the validation set. `loss` is the loss without penalties, `calibrationError` the expected calibration error. */
export const MODEL_FIGURES = ["loss", "f1", "precision", "recall", "accuracy", "auc", "calibrationError"] as const;
export type ModelFigure = (typeof MODEL_FIGURES)[number];
export type ModelFigures = Readonly<Record<ModelFigure, number>>;

/** Of one model after one epoch; once it has diverged, its figures are NaN and its parameters null. */
export interface ModelEpoch {
  /** From 1; 0 is the state before training. */
  epoch: number;
  figures: ModelFigures;
  /** [parameterCount] float32 in the layout's order, where `FleetTask.checkpoints` asks for them. */
  parameters: Float32Array | null;
}

/** A model at the end of its training. */
export interface TrainedModel {
  /** Its place in the task's experiments. */
  index: number;
  figures: ModelFigures;
  /** Decision logits on the task's grid, [size, size] row-major float32; null without a grid, and where it diverged. */
  gridLogits: Float32Array | null;
  /** [parameterCount] float32. */
  parameters: Float32Array;
  /** The step at which its loss or a parameter stopped being a finite number; null where it trained to its end. Its figures are NaN then. */
  divergedAt: number | null;
}

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
