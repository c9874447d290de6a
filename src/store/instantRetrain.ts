import type { Experiment } from "../experiment/experiment";
import { trainingCost } from "../training/trainingCost";

/**
 * Retraining within two frames makes the sliders an instrument: where the first retrains are that
 * fast, instant retraining stays on. The time counts until the trained network is here; its epochs
 * follow and about double it.
 */
const TWO_FRAMES_MS = 33;
/**
 * The first runs also pay for compilation and for a page that has just opened: the fastest decides.
 */
const RUNS_THAT_DECIDE = 8;
/** A longer run is watched while it trains, whatever the switch says. */
const LONGEST_MS = 1000;
/** The largest run before any has been measured, in parameters times samples: five tutorials. */
const UNMEASURED_COST = 50e6;
/** Any run's preparation and snapshot, whatever its size. */
const FIXED_MS = 4;

/** Whether a change of the experiment retrains it at once to its end. */
export interface InstantRetrain {
  on: boolean;
  /** Whether the user decided that, and not this machine's speed. */
  chosen: boolean;
  /** Complete runs so far on this engine. */
  runs: number;
  fastestMs: number;
  /** The fastest per unit of `trainingCost`, beyond `FIXED_MS`. */
  msPerCost: number;
}

export const unmeasured: InstantRetrain = {
  on: true,
  chosen: false,
  runs: 0,
  fastestMs: Number.POSITIVE_INFINITY,
  msPerCost: Number.POSITIVE_INFINITY,
};

/** Expected time of a complete run on this machine, in ms; null until one has been measured. */
export function expectedMs({ runs, msPerCost }: InstantRetrain, experiment: Experiment): number | null {
  return runs === 0 ? null : FIXED_MS + msPerCost * trainingCost(experiment);
}

/** Whether the experiment is small enough for this machine to be retrained at every change. */
export function fitsInstantRetrain(instant: InstantRetrain, experiment: Experiment): boolean {
  const ms = expectedMs(instant, experiment);
  return ms === null ? trainingCost(experiment) <= UNMEASURED_COST : ms <= LONGEST_MS;
}

/** Whether its trained network is expected within a frame or two. */
export function fitsInAFrame(instant: InstantRetrain, experiment: Experiment): boolean {
  const ms = expectedMs(instant, experiment);
  return ms !== null && ms <= TWO_FRAMES_MS;
}

/** With a complete run measured. The first ones decide whether it stays on, unless the user has. */
export function withRun(before: InstantRetrain, experiment: Experiment, ms: number): InstantRetrain {
  const runs = before.runs + 1;
  const fastestMs = Math.min(before.fastestMs, ms);
  const msPerCost = Math.min(before.msPerCost, Math.max(0, ms - FIXED_MS) / Math.max(1, trainingCost(experiment)));
  const decides = !before.chosen && runs === RUNS_THAT_DECIDE;
  return { ...before, runs, fastestMs, msPerCost, on: decides ? fastestMs <= TWO_FRAMES_MS : before.on };
}

/** Times measured on one engine say nothing about another. */
export function forOtherEngine({ on, chosen }: InstantRetrain): InstantRetrain {
  return { ...unmeasured, chosen, on: chosen ? on : unmeasured.on };
}
