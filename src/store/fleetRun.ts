import type { FailureCode } from "../training/failure";
import type { TrainingHandle } from "../worker/fleet/modelTrainer";

export interface RunFailure {
  code: FailureCode;
  detail: string;
}

export type Timer = ReturnType<typeof setTimeout>;

/** A stage of the run is trained; `begin` starts the next one, once `timer` has fired. */
export interface Waiting {
  name: "waiting";
  timer: Timer;
  begin: () => void;
}

export interface Running {
  name: "running";
  training: TrainingHandle;
}

/**
 * Where a run that trains many models stands. Only a phase that can go on holds what it goes on
 * with.
 */
export type RunPhase =
  | Running
  | Waiting
  | { name: "paused"; before: Running | Waiting }
  | { name: "finished" }
  /** Stopped early; what is trained stays. */
  | { name: "cancelled" }
  | { name: "failed"; failure: RunFailure };

export type RunEvent =
  /** The user's. They do nothing in phases that they do not apply to. */
  | { type: "pause" }
  | { type: "resume" }
  | { type: "cancel" }
  /** Models begin to train. */
  | { type: "start"; training: TrainingHandle }
  /**
   * The trainer has trained all models of the stage. The next stage waits, or the run has ended.
   */
  | { type: "stageTrained"; next: Waiting | "finished" | "cancelled" }
  | { type: "fail"; failure: RunFailure }
  /**
   * The choices have changed: the run has all the models it needs, or needs more than it will
   * train.
   */
  | { type: "end"; as: "finished" | "cancelled" };

/** What is to be done about a change of phase, in this order. */
export type RunEffect =
  | { do: "pauseTraining" | "resumeTraining" | "cancelTraining"; training: TrainingHandle }
  | { do: "stopTimer"; timer: Timer }
  | { do: "begin"; begin: () => void };

/** Whether time counts. */
export function isRunning(phase: RunPhase): phase is Running | Waiting {
  return phase.name === "running" || phase.name === "waiting";
}

/** Whether there is something to pause, resume or cancel. */
export function isUnderWay(phase: RunPhase): phase is Running | Waiting | Extract<RunPhase, { name: "paused" }> {
  return isRunning(phase) || phase.name === "paused";
}

/** The phase after an event; the same object where the event changes nothing. */
export function nextPhase(phase: RunPhase, event: RunEvent): { phase: RunPhase; effects: readonly RunEffect[] } {
  const unchanged = { phase, effects: [] };
  switch (event.type) {
    case "pause":
      if (!isRunning(phase)) return unchanged;
      return {
        phase: { name: "paused", before: phase },
        effects: [
          phase.name === "running"
            ? { do: "pauseTraining", training: phase.training }
            : { do: "stopTimer", timer: phase.timer },
        ],
      };
    case "resume": {
      if (phase.name !== "paused") return unchanged;
      const { before } = phase;
      return {
        phase: before,
        effects: [
          before.name === "running"
            ? { do: "resumeTraining", training: before.training }
            : { do: "begin", begin: before.begin },
        ],
      };
    }
    case "cancel":
      return isUnderWay(phase) ? { phase: { name: "cancelled" }, effects: released(phase) } : unchanged;
    case "start":
      return { phase: { name: "running", training: event.training }, effects: released(phase) };
    case "stageTrained":
      return trains(phase) ? afterStage(phase, event.next) : unchanged;
    case "fail":
      return trains(phase) ? { phase: { name: "failed", failure: event.failure }, effects: [] } : unchanged;
    case "end":
      return phase.name === event.as ? unchanged : { phase: { name: event.as }, effects: released(phase) };
  }
}

function afterStage(phase: RunPhase, next: Waiting | "finished" | "cancelled"): ReturnType<typeof nextPhase> {
  if (typeof next === "string") return { phase: { name: next }, effects: [] };
  // The last models of a stage may be on their way while the user pauses.
  if (phase.name === "paused") {
    return { phase: { name: "paused", before: next }, effects: [{ do: "stopTimer", timer: next.timer }] };
  }
  return { phase: next, effects: [] };
}

/** Whether the trainer has models of this run. */
function trains(phase: RunPhase): boolean {
  return phase.name === "running" || (phase.name === "paused" && phase.before.name === "running");
}

/** The effects that free what a phase holds: its training or its timer. */
function released(phase: RunPhase): RunEffect[] {
  if (phase.name === "running") return [{ do: "cancelTraining", training: phase.training }];
  if (phase.name === "waiting") return [{ do: "stopTimer", timer: phase.timer }];
  return phase.name === "paused" ? released(phase.before) : [];
}
