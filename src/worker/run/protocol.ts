import type { Samples } from "../../datasets";
import type { Experiment } from "../../experiment/experiment";
import type { GridSpec } from "../../experiment/plotGrid";
import type { EngineChoice, EnginePreference } from "../../training/engineChoice";
import type { FailureCode } from "../../training/failure";
import type { EpochRecord, Snapshot } from "../../training/snapshot";

/** How fast to train. `full` is as fast as the engine can. */
export type Pace = { epochsPerSecond: number } | "full";

/** From the page to the worker. Each carries the run it is meant for; the worker drops what is meant for an older one. */
export type TrainingCommand =
  /** Prepares a run from its seeds and sends the snapshot of step 0. Ends whatever ran before. */
  | { type: "start"; runId: number; experiment: Experiment; engine: EnginePreference; grid: GridSpec }
  | { type: "run"; runId: number; pace: Pace }
  | { type: "pause"; runId: number }
  /** Takes this many steps, or goes on to the end of the epoch, then pauses. */
  | { type: "advance"; runId: number; steps: number | "epoch" }
  /** Changes the loss's parameters, rates and penalties from the next step on. */
  | { type: "tune"; runId: number; experiment: Experiment }
  /** Trains a run to its end in one go. A newer command ends it; what ran before is over. Answered by `completed`, then perhaps `epochs`, or by `failed`. */
  | { type: "complete"; runId: number; experiment: Experiment; engine: EnginePreference; grid: GridSpec }
  /** The page has drawn the last snapshot and can take another. */
  | { type: "drawn"; runId: number };

/** Milliseconds. `total` is all from the command to the answer, looks at the messages included. */
export interface RunCost {
  /** Samples, split, loss, trainer, epoch 0. */
  prepare: number;
  /** Inside the engine's steps. */
  train: number;
  /** Measuring both sets after each epoch, unless that is left for later, and what lies between. */
  evaluate: number;
  /** The picture of the trained network. */
  picture: number;
  total: number;
}

/** From the worker to the page. */
export type TrainingEvent =
  /** The worker is loaded and listens. */
  | { type: "ready" }
  /** The engine's files are on their way. */
  | { type: "loading"; runId: number; loadedBytes: number; totalBytes: number }
  /** The run is ready; `samples` are the training rows whose logits its snapshots hold. */
  | { type: "started"; runId: number; engine: EngineChoice; samples: Samples }
  | { type: "snapshot"; runId: number; snapshot: Snapshot }
  /** The engines have been measured. A run at step 0 whose engine was left to us may go on on another: this one. */
  | { type: "measured"; runId: number; engine: EngineChoice }
  /** Training stopped by itself: paused, or all epochs done. */
  | { type: "stopped"; runId: number; because: "paused" | "finished" }
  | {
      type: "completed";
      runId: number;
      engine: EngineChoice;
      /** As in `started`. */
      samples: Samples;
      /** Of the trained network; `finishedEpochs` are all of the run, or none: then `epochs` follows, unless a newer run comes between. */
      snapshot: Snapshot;
      /** What the trained network took of the worker's time. */
      cost: RunCost;
    }
  /** The epochs of a complete run, where its trained network did not wait for their figures; not all where newer runs press. */
  | { type: "epochs"; runId: number; epochs: readonly EpochRecord[] }
  | { type: "failed"; runId: number; code: FailureCode; detail: string; step: number };
