import type { Samples } from "../datasets";
import type { Experiment } from "../experiment/experiment";
import type { EngineChoice, EnginePreference } from "../training/engineChoice";
import type { FailureCode } from "../training/failure";
import type { EpochRecord, Snapshot } from "../training/snapshot";
import type { RunEvent } from "../worker/run/client";
import type { Pace, TrainingCommand } from "../worker/run/protocol";
import type { Opening } from "./opening";

/** A run as the page shows it: samples, network and history belong to this run and no other. */
export interface ShownRun {
  runId: number;
  /** With the changes that the run has taken over since it began. */
  experiment: Experiment;
  /** The training rows on the plane; the same object for every run on the same data. */
  samples: Samples;
  snapshot: Snapshot;
  /** Finished epochs, oldest first, thinned where there are very many; or still to come. */
  epochs: readonly EpochRecord[] | "coming";
  /** What the retrain took that began this run, in ms; null for one trained step by step. */
  retrainMs: number | null;
  /** The worker's number for the snapshot; null for a prefetched one. */
  picture: number | null;
}

/** A run that the worker was told to begin. */
export interface BegunRun {
  runId: number;
  experiment: Experiment;
  /**
   * The pace of a run that the page trains by itself when it opens. A change of the experiment
   * replaces such a run; pausing or continuing it makes it the user's.
   */
  openingPace?: Pace;
}

export interface Failure {
  code: FailureCode;
  detail: string;
  step: number;
}

/** What every phase has. */
export interface RunParts {
  /** The newest run: the one that the worker has or prepares. */
  newest: BegunRun;
  /** Null before the page's first run is ready. */
  shown: ShownRun | null;
  /** Whether the worker still has something to do for the newest run. */
  working: boolean;
  /** The engine, and why this one; null until the worker has chosen. */
  engine: EngineChoice | null;
  /** How much of the chosen engine's files is here; null where none are on their way. */
  loading: { loadedBytes: number; totalBytes: number } | null;
}

/** The page's run. It is replaced as a whole, only by `nextRun`. */
export type Run = RunParts &
  (
    | {
        phase: "preparing";
        /** Whether it runs as soon as it is ready. */
        thenRun: boolean;
      }
    /** The worker has the shown run; `ready` at step 0. */
    | { phase: "ready" | "running" | "paused" | "finished"; shown: ShownRun }
    /** Complete runs are being trained; the shown run remains until the first of them arrives. */
    | {
        phase: "retraining";
        /** Oldest first; the last is `newest`. */
        pending: readonly BegunRun[];
        /** Whether the newest network is expected within a frame or two. */
        soon: boolean;
        /** Since when no network has come, or one was last found to take long; in ms. */
        since: number;
        /** Whether that is so long that the page says it. */
        late: boolean;
        /** The failure of the run before, which the page shows until a network arrives. */
        failure: Failure | null;
      }
    | { phase: "failed"; failure: Failure }
    /**
     * No network can be trained on the loss. Samples are shown all the same: those of the run
     * before, or, on other data, those of a run of cross entropy, whose network is not shown.
     */
    | { phase: "unfit" }
  );

export type Phase = Run["phase"];

/** The choices of the page that a run depends on. */
export interface RunContext {
  experiment: Experiment;
  engine: EnginePreference;
  pace: Pace;
  /** Whether a network can be trained on the experiment's loss. */
  trains: boolean;
  /** Whether a change retrains, and whether its network then comes within a frame or two. */
  retrain: "off" | "soon" | "later";
  /** Milliseconds of any clock. */
  now: number;
}

export type RunAction =
  /** The experiment was changed; `before` is the one before. */
  | { type: "change"; before: Experiment }
  /** The page opens with the experiment, or an experiment is opened in it. */
  | { type: "open"; opening: Opening }
  /** Begins the experiment's run anew: to wait at step 0, or to run if the current one does. */
  | { type: "restart"; goOn: boolean }
  | { type: "run" }
  | { type: "pause" }
  | { type: "advance"; steps: number | "epoch" }
  /** The pace was changed. */
  | { type: "pace" }
  /** The loss cannot be drawn. */
  | { type: "refuse"; failure: Omit<Failure, "step"> }
  /** The shown picture has been drawn. */
  | { type: "drawn" }
  /** `LATE_MS` have passed without a network. */
  | { type: "late" };

type Completed = Extract<RunEvent, { type: "completed" }>;

/** From outside: the worker's events, its death, and results that were prefetched. */
export type RunInput =
  | RunAction
  | RunEvent
  | (Omit<Completed, "picture"> & { picture: null })
  | { type: "died"; detail: string };

export type RunEffect =
  | { type: "post"; command: TrainingCommand }
  /** Compile the experiment's loss if the compiled one does not fit it. */
  | { type: "compile" }
  /** Tell the user that what was learned is gone. */
  | { type: "tellReset" }
  /** A retrain of the experiment took this long. */
  | { type: "retrained"; experiment: Experiment; ms: number }
  /** A retrain of the experiment was given up after this long. */
  | { type: "gaveUp"; experiment: Experiment; ms: number };

export interface RunStep {
  run: Run;
  /** What the store carries out, in this order, after it has taken over `run`. */
  effects: readonly RunEffect[];
}

/** The parts without the phase, to make another phase of. */
export function partsOf({ newest, shown, working, engine, loading }: Run): RunParts {
  return { newest, shown, working, engine, loading };
}

/** The page's run before anything has been posted. */
export function firstRun(experiment: Experiment): Run {
  const newest = { runId: 0, experiment };
  return { phase: "preparing", thenRun: false, newest, shown: null, working: false, engine: null, loading: null };
}

/** Whether the run trains, or will as soon as it is ready. */
export function isGoing(run: Run): boolean {
  return run.phase === "running" || (run.phase === "preparing" && run.thenRun);
}

/** Whether the page trains the run by itself, as it does when it opens. */
export function isOpening(run: Run): boolean {
  return isGoing(run) && run.newest.openingPace !== undefined;
}

/** What to tell the user about a failure; null where nothing failed. */
export function failureOf(run: Run): Failure | null {
  return run.phase === "failed" || run.phase === "retraining" ? run.failure : null;
}

/** The phase as the buttons show it: they stay as they are while a retrain is on its way. */
export function buttonPhase(run: Run): Exclude<Phase, "retraining"> {
  if (run.phase !== "retraining") return run.phase;
  if (run.failure !== null) return "failed";
  if (run.shown === null) return "preparing";
  return run.shown.snapshot.step > 0 ? "finished" : "ready";
}

/** Whether the run can take one step or one epoch. */
export function canAdvance(run: Run): boolean {
  const phase = buttonPhase(run);
  return phase === "ready" || phase === "paused" || phase === "running";
}

/** Whether a network of the chosen loss is shown. */
export function hasNetwork(run: Run): boolean {
  return run.shown !== null && run.phase !== "unfit" && run.phase !== "preparing";
}

/** Whether the network of the current experiment is expected within a frame or two. */
export function networkComesSoon(run: Run): boolean {
  return run.phase === "retraining" && run.soon;
}

/** A retrain that takes longer is said to be under way: what is shown belongs to other settings. */
export const LATE_MS = 150;

/** Whether the shown network has other settings than those chosen, and has had for long. */
export function isLate(run: Run): boolean {
  return run.phase === "retraining" && run.late;
}

/** Whether a run that has done all its epochs has been given more since. */
export function hasMoreEpochs({ experiment, snapshot }: ShownRun): boolean {
  return experiment.epochs > snapshot.epoch;
}
