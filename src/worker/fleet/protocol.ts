/**
 * Messages between the page and the workers that train many models to their end, for sweeps and
 * comparisons. A model is an `Experiment`. The worker decides which models share batches
 * (`fleetsOf`).
 */
import type { Experiment } from "../../experiment/experiment";
import type { GridSpec } from "../../experiment/plotGrid";
import type { EngineChoice, EnginePreference } from "../../training/engineChoice";
import type { FailureCode } from "../../training/failure";
import type { ModelEpoch, TrainedModel } from "../../training/trainedModel";

export interface FleetTask {
  taskId: number;
  /**
   * Tasks of one request are trained in the order they came. Among requests, the one that has had
   * the least of the worker's time is next.
   */
  requestId: number;
  experiments: readonly Experiment[];
  engine: EnginePreference;
  /**
   * Models of the whole request that could train as one fleet on a GPU: engines are compared at
   * this size.
   */
  fleetSize: number;
  /** The grid on which each trained model is evaluated, to draw its boundary. */
  grid: GridSpec | null;
  /** Whether each recorded epoch (`recordsEpoch`) of each model is measured and sent. */
  history: boolean;
  /** Whether those epochs carry the parameters. */
  checkpoints: boolean;
  /**
   * Whether all experiments train epoch by epoch: none begins an epoch before all have finished the
   * one before, and the task waits until `proceed` allows it. Otherwise one fleet after the other
   * is trained to its end.
   */
  lockstep: boolean;
}

export type FleetCommand =
  | ({ type: "train" } & FleetTask)
  | { type: "pause"; taskId: number }
  | { type: "resume"; taskId: number }
  | { type: "cancel"; taskId: number }
  /** Allows epochs up to this one, in a task in lockstep. */
  | { type: "proceed"; taskId: number; epoch: number };

export type FleetEvent =
  /** The worker is loaded and listens. */
  | { type: "ready" }
  | { type: "started"; taskId: number; engine: EngineChoice; stepsPerEpoch: number }
  /**
   * `steps` of `totalSteps` are taken, over all models of the task. `epochs` are new ones, of any
   * models.
   */
  | {
      type: "progress";
      taskId: number;
      steps: number;
      totalSteps: number;
      epochs: readonly (ModelEpoch & { index: number })[];
    }
  /**
   * In lockstep: all models have finished this epoch, and the task waits. 0 is the state before
   * training.
   */
  | { type: "reached"; taskId: number; epoch: number }
  | { type: "trained"; taskId: number; models: readonly TrainedModel[] }
  /**
   * All models have been sent. `engineMs` were spent in the engine's steps; `busyMs` includes
   * everything else.
   */
  | { type: "finished"; taskId: number; engineMs: number; busyMs: number }
  | { type: "failed"; taskId: number; code: FailureCode; detail: string };
