import type { Experiment } from "../experiment/experiment";
import type { EngineChoice } from "../training/engineChoice";
import type { ModelTrainer, TrainingListener, TrainingOptions } from "../worker/fleet/modelTrainer";
import { isRunning, nextPhase, type RunEffect, type RunEvent, type RunPhase } from "./fleetRun";
import { RunClock } from "./runClock";

/**
 * New models and epochs are shown at most this often: a map of a thousand cells need not be drawn a
 * thousand times.
 */
const REPORT_EVERY_MS = 50;

/** What is shown of a run while it trains. */
export interface RunProgress {
  phase: RunPhase;
  /** Null until the trainer has chosen one. */
  chosenEngine: EngineChoice | null;
  /** Milliseconds of running, pauses left out. */
  elapsedMs: number;
  /** Null while too little is known, and after the end. */
  leftMs: number | null;
  /** Counts the reports: results are filled in place, so this says when they are others. */
  version: number;
}

/** Models that are trained in one go. */
export interface RunStage extends Pick<TrainingListener, "onEpochs" | "onTrained"> {
  experiments: readonly Experiment[];
  options: TrainingOptions;
  /** How much of the run's whole work is done before this stage, 0 to 1. */
  doneBefore: number;
  /** Whether the rest of the run will take as long for each model as this stage does. */
  tellsTimeLeft: boolean;
  /** All its models are trained: says what comes now. */
  next(): { afterMs: number; stage: () => RunStage } | "finished" | "cancelled";
}

/**
 * One run in the fleet: starts its stages, carries out what `nextPhase` decides, keeps its time,
 * and reports its progress. A run begins with its first stage.
 */
export class RunControl {
  readonly #trainer: ModelTrainer;
  readonly #onProgress: (progress: RunProgress) => void;
  readonly #clock = new RunClock();
  #phase: RunPhase;
  #chosenEngine: EngineChoice | null = null;
  #version = 0;
  #report: ReturnType<typeof setTimeout> | undefined;

  /**
   * `onProgress` is called at once when the phase or the engine changes, and within 50 ms of other
   * news; never before the constructor returns.
   */
  constructor(trainer: ModelTrainer, first: RunStage, onProgress: (progress: RunProgress) => void) {
    this.#trainer = trainer;
    this.#onProgress = onProgress;
    this.#clock.start(performance.now());
    this.#phase = { name: "running", training: this.#start(first) };
  }

  get progress(): RunProgress {
    const { elapsedMs, leftMs } = this.#clock.read(performance.now());
    return {
      phase: this.#phase,
      chosenEngine: this.#chosenEngine,
      elapsedMs,
      leftMs: isRunning(this.#phase) || this.#phase.name === "paused" ? leftMs : null,
      version: this.#version,
    };
  }

  pause(): void {
    this.#apply({ type: "pause" });
  }

  resume(): void {
    this.#apply({ type: "resume" });
  }

  cancel(): void {
    this.#apply({ type: "cancel" });
  }

  /** Trains these models in place of whatever the run does now. */
  train(stage: RunStage): void {
    const training = this.#start(stage);
    this.#clock.start(performance.now());
    this.#clock.progress(stage.doneBefore);
    this.#clock.changePace(performance.now());
    this.#apply({ type: "start", training });
  }

  /** Ends the run without further training. */
  end(as: "finished" | "cancelled"): void {
    this.#apply({ type: "end", as });
  }

  #start({ experiments, options, doneBefore, tellsTimeLeft, next, ...listener }: RunStage) {
    return this.#trainer.train(experiments, options, {
      onStarted: (engine) => {
        this.#chosenEngine = engine;
        this.#reportNow();
      },
      onProgress: (steps, totalSteps) => {
        if (tellsTimeLeft) this.#clock.progress(doneBefore + (1 - doneBefore) * (steps / totalSteps));
        this.#reportSoon();
      },
      onEpochs: (epochs) => {
        listener.onEpochs?.(epochs);
        this.#reportSoon();
      },
      onTrained: (models) => {
        listener.onTrained(models);
        this.#reportSoon();
      },
      onFinished: () => {
        const following = next();
        if (typeof following === "string") {
          this.#apply({ type: "stageTrained", next: following });
          return;
        }
        const begin = () => this.train(following.stage());
        const timer = setTimeout(begin, following.afterMs);
        this.#apply({ type: "stageTrained", next: { name: "waiting", timer, begin } });
      },
      onFailed: (code, detail) => this.#apply({ type: "fail", failure: { code, detail } }),
    });
  }

  #apply(event: RunEvent): void {
    const { phase, effects } = nextPhase(this.#phase, event);
    if (phase === this.#phase) return;
    this.#phase = phase;
    if (isRunning(phase)) this.#clock.start(performance.now());
    else this.#clock.stop(performance.now());
    for (const effect of effects) perform(effect);
    this.#reportNow();
  }

  #reportSoon(): void {
    this.#report ??= setTimeout(() => this.#reportNow(), REPORT_EVERY_MS);
  }

  #reportNow(): void {
    clearTimeout(this.#report);
    this.#report = undefined;
    this.#version++;
    this.#onProgress(this.progress);
  }
}

function perform(effect: RunEffect): void {
  switch (effect.do) {
    case "pauseTraining":
      effect.training.pause();
      break;
    case "resumeTraining":
      effect.training.resume();
      break;
    case "cancelTraining":
      effect.training.cancel();
      break;
    case "stopTimer":
      clearTimeout(effect.timer);
      break;
    case "begin":
      effect.begin();
  }
}
