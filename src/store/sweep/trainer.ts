import type { Experiment } from "../../experiment/experiment";
import type { GridSpec } from "../../experiment/snapshot";
import type { FleetTask, ModelEpoch, TrainedModel } from "../../worker/fleetProtocol";
import type { EngineChoice, EnginePreference, FailureCode } from "../../worker/protocol";

/** What is asked of the workers beside the experiments. */
export type TrainingWish = Pick<FleetTask, "history" | "checkpoints"> & {
  engine: EnginePreference;
  grid: GridSpec | null;
};

/** What becomes known of a task, in this order; `index` is a place in the task's experiments. */
export interface TrainingListener {
  onStarted?(engine: EngineChoice): void;
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

/** Trains many models to their end. What the store of the sweep asks of the workers, and all it knows of them. */
export interface ModelTrainer {
  train(experiments: readonly Experiment[], wish: TrainingWish, listener: TrainingListener): TrainingHandle;
}
