import type { Experiment } from "../../experiment/experiment";
import type { EngineChoice } from "../../training/engineChoice";
import type { FailureCode } from "../../training/failure";
import type { ModelEpoch, TrainedModel } from "../../training/trainedModel";
import type { FleetTask } from "./protocol";

export type TrainingOptions = Pick<FleetTask, "engine" | "grid" | "history" | "checkpoints"> & {
  /**
   * Whether no model begins an epoch before all have finished the one before. Otherwise each model
   * is trained to its end, the first ones first.
   */
  lockstep: boolean;
};

/**
 * Reports on a request, in this order. `index` is a place among its experiments. Called only after
 * `train` has returned.
 */
export interface TrainingListener {
  onStarted?(engine: EngineChoice): void;
  /** `steps` of `totalSteps` taken, both summed over all models. */
  onProgress?(steps: number, totalSteps: number): void;
  onEpochs?(epochs: readonly (ModelEpoch & { index: number })[]): void;
  onTrained(models: readonly TrainedModel[]): void;
  onFinished(): void;
  onFailed(code: FailureCode, detail: string): void;
}

/**
 * A request under way. After `cancel` its listener is not called again; after the end it does
 * nothing.
 */
export interface TrainingHandle {
  pause(): void;
  resume(): void;
  cancel(): void;
}

/** Trains many models to their end: the interface of the workers to sweeps and comparisons. */
export interface ModelTrainer {
  train(experiments: readonly Experiment[], options: TrainingOptions, listener: TrainingListener): TrainingHandle;
}
