import type { Samples } from "../../datasets";
import type { Experiment } from "../../experiment/experiment";
import type { GridSpec } from "../../experiment/plotGrid";
import type { EngineChoice, EnginePreference } from "../../training/engineChoice";
import type { FailureCode } from "../../training/failure";
import type { EpochRecord, Snapshot } from "../../training/snapshot";

/** How fast to train. `full` is as fast as the engine can. */
export type Pace = { epochsPerSecond: number } | "full";

/** What a run is begun with. */
export interface RunRequest {
  experiment: Experiment;
  engine: EnginePreference;
  grid: GridSpec;
}

/**
 * From the page to the worker. All but `drawn` carry the run they are meant for; the session drops
 * what is meant for an older one.
 */
export type TrainingCommand =
  /** Prepares a run from its seeds; answered by `started`. Ends the run before. */
  | ({ type: "start"; runId: number } & RunRequest)
  | { type: "run"; runId: number; pace: Pace }
  | { type: "pause"; runId: number }
  /** Takes this many steps, or continues to the end of the epoch, then pauses. */
  | { type: "advance"; runId: number; steps: number | "epoch" }
  /** Changes the loss's parameters, rates and penalties from the next step on. */
  | { type: "tune"; runId: number; experiment: Experiment }
  /**
   * Trains a run to its end without pictures on the way. Ends the run before; a newer command ends
   * it. Answered by `completed`, then perhaps `epochs`, or by `failed`.
   */
  | ({ type: "complete"; runId: number } & RunRequest)
  /** The page has drawn this picture, or will never draw it: the worker may send another. */
  | { type: "drawn"; picture: number };

/** Another loss may be chosen soon: time to fetch the compiler. Of no run, so never stale. */
export interface ExpectLoss {
  type: "expectLoss";
}

/** Milliseconds. `total` runs from the command to the answer, with the pauses for messages. */
export interface RunCost {
  /** Preparing samples, split, loss and trainer, and evaluating epoch 0. */
  prepare: number;
  /** Inside the engine's steps. */
  train: number;
  /**
   * Everything else until the end: evaluating both sets after each epoch, unless that is done
   * later.
   */
  evaluate: number;
  /** Making the trained network's snapshot. */
  picture: number;
  total: number;
}

/** How a run stopped by itself: told to pause, or all epochs done. */
export type Stop = "paused" | "finished";

/** A state of a run to draw. Pictures are numbered by the worker; at most one is undrawn. */
export type Picture =
  /** The run is ready, at step 0. */
  | {
      type: "started";
      runId: number;
      picture: number;
      engine: EngineChoice;
      /** The training rows whose logits this run's snapshots hold. */
      samples: Samples;
      snapshot: Snapshot;
    }
  /** Training continues, or has stopped in this state. */
  | { type: "snapshot"; runId: number; picture: number; snapshot: Snapshot; stopped: Stop | null }
  | {
      type: "completed";
      runId: number;
      picture: number;
      engine: EngineChoice;
      /** As in `started`. */
      samples: Samples;
      /**
       * Of the trained network. `finishedEpochs` are all of the run, or none: then `epochs`
       * follows, unless a newer run comes between.
       */
      snapshot: Snapshot;
      cost: RunCost;
    };

/** From the worker to the page. */
export type TrainingEvent =
  /** The worker is loaded and listens. */
  | { type: "ready" }
  /** The engine's files are on their way. */
  | { type: "loading"; runId: number; loadedBytes: number; totalBytes: number }
  | Picture
  /** The engines' speeds are known. An "auto" run at step 0 may switch; `engine` is its engine. */
  | { type: "measured"; runId: number; engine: EngineChoice }
  /** The epochs of a complete run, sent after its network; thinned where newer runs wait. */
  | { type: "epochs"; runId: number; epochs: readonly EpochRecord[] }
  | { type: "failed"; runId: number; code: FailureCode; detail: string; step: number };
