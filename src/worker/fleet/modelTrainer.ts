import type { Experiment } from "../../experiment/experiment";
import type { EngineChoice } from "../../training/engineChoice";
import type { FailureCode } from "../../training/failure";
import type { ModelEpoch, TrainedModel } from "../../training/trainedModel";
import type { FleetTask } from "./protocol";

/** What is asked beside the experiments. */
export type TrainingOptions = Pick<FleetTask, "engine" | "grid" | "history" | "checkpoints"> & {
  /** Whether no model begins an epoch before all have finished the one before. Otherwise each is trained to its end, the first ones first. */
  lockstep: boolean;
};

/** What becomes known of a task, in this order; `index` is a place in the task's experiments. */
export interface TrainingListener {
  onStarted?(engine: EngineChoice): void;
  /** Over all models of the task. */
  onProgress?(steps: number, totalSteps: number): void;
  onEpochs?(epochs: readonly (ModelEpoch & { index: number })[]): void;
  onTrained(models: readonly TrainedModel[]): void;
  onFinished(): void;
  onFailed(code: FailureCode, detail: string): void;
}

/** A task on its way. After `cancel` its listener hears nothing more. */
export interface TrainingHandle {
  pause(): void;
  resume(): void;
  cancel(): void;
}

/** Trains many models to their end: what sweeps and comparisons ask of the workers, and all they know of them. */
export interface ModelTrainer {
  train(experiments: readonly Experiment[], wish: TrainingOptions, listener: TrainingListener): TrainingHandle;
}
