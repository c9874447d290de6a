import type { TrainingRun } from "../../training/trainingRun";
import type { Pace } from "./protocol";

/** What a session trains towards until it gets another command. */
export type Goal =
  | { kind: "idle" }
  | { kind: "run"; pace: Pace; since: number; stepAtStart: number }
  | { kind: "advance"; untilStep: number };

export type ActiveGoal = Exclude<Goal, { kind: "idle" }>;

type Progress = Pick<TrainingRun, "step" | "prepared">;

/** A pace that falls behind by more starts over from the current step. */
const LARGEST_LAG_MS = 250;
/** Longest sleep of a slow pace, so that no command waits for it. */
const LONGEST_SLEEP_MS = 50;

/**
 * How many steps the goal wants now. A pace that has fallen far behind, because the machine slept
 * or is too slow for it, is restarted from here: it does not catch up.
 */
export function stepsDue(goal: ActiveGoal, run: Progress, now: number): number {
  if (goal.kind === "advance") return goal.untilStep - run.step;
  if (goal.pace === "full") return Number.MAX_SAFE_INTEGER;
  const perMs = stepsPerMs(goal.pace, run);
  const due = Math.floor(goal.stepAtStart + (now - goal.since) * perMs) - run.step;
  if (due <= Math.max(1, perMs * LARGEST_LAG_MS)) return due;
  goal.since = now;
  goal.stepAtStart = run.step;
  return 1;
}

/** How long to sleep until the pace wants another step, no earlier than `notBefore`. */
export function msUntilNextStep(goal: ActiveGoal, run: Progress, now: number, notBefore: number): number {
  if (goal.kind === "advance" || goal.pace === "full") return 0;
  const due = goal.since + (run.step + 1 - goal.stepAtStart) / stepsPerMs(goal.pace, run);
  return Math.min(Math.max(Math.max(due, notBefore) - now, 1), LONGEST_SLEEP_MS);
}

function stepsPerMs({ epochsPerSecond }: Exclude<Pace, "full">, { prepared }: Progress): number {
  return (epochsPerSecond * prepared.stepsPerEpoch) / 1000;
}
