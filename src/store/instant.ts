import type { Experiment } from "../experiment/experiment";
import { trainingCost } from "../training/trainingCost";

/**
 * A complete run that fits in two frames makes the sliders an instrument: where the first ones do, instant retraining is on. What counts is the time to its
 * trained network; the figures of its epochs follow, and about double it.
 */
const FITS_MS = 33;
/** The first runs also pay for what the browser compiles, and for what else a page does that has just been opened: the fastest of so many decides. */
const RUNS_THAT_DECIDE = 8;
/** A run above this is watched as it trains, whatever the switch says. */
const LONGEST_MS = 1000;
/** What is tried before anything has been measured, in parameters times samples: some five times the tutorial's 30 epochs. */
const UNTRIED_COST = 50e6;
/** Of any run, whatever its size: its preparation and its picture. */
const FIXED_MS = 4;

/** Whether a change of the experiment trains it anew at once, to the end. */
export interface Instant {
  on: boolean;
  /** Whether the learner, and not this machine's speed, decided that. */
  chosen: boolean;
  /** Complete runs so far on this engine. */
  runs: number;
  /** Of the fastest of them. */
  fastestMs: number;
  /** The fastest per unit of `trainingCost`, beyond what any run takes. */
  msPerCost: number;
  /** What the last one took; null where the network on screen was not trained by one. */
  lastMs: number | null;
}

export const untriedInstant: Instant = {
  on: true,
  chosen: false,
  runs: 0,
  fastestMs: Number.POSITIVE_INFINITY,
  msPerCost: Number.POSITIVE_INFINITY,
  lastMs: null,
};

/** What a complete run of the experiment will take on this machine, in ms; null until one has been measured. */
export function expectedMs({ runs, msPerCost }: Instant, experiment: Experiment): number | null {
  return runs === 0 ? null : FIXED_MS + msPerCost * trainingCost(experiment);
}

/** Whether the experiment is small enough for this machine. */
export function fitsInstant(instant: Instant, experiment: Experiment): boolean {
  const ms = expectedMs(instant, experiment);
  return ms === null ? trainingCost(experiment) <= UNTRIED_COST : ms <= LONGEST_MS;
}

/** Whether it is so small that its trained network will be here in a frame or two. */
export function comesAtOnce(instant: Instant, experiment: Experiment): boolean {
  const ms = expectedMs(instant, experiment);
  return ms !== null && ms <= FITS_MS;
}

/** With a complete run measured. The first ones decide whether it stays on, unless the learner has. */
export function withRun(before: Instant, experiment: Experiment, ms: number): Instant {
  const runs = before.runs + 1;
  const fastestMs = Math.min(before.fastestMs, ms);
  const msPerCost = Math.min(before.msPerCost, Math.max(0, ms - FIXED_MS) / Math.max(1, trainingCost(experiment)));
  const decides = !before.chosen && runs === RUNS_THAT_DECIDE;
  return { ...before, runs, fastestMs, msPerCost, lastMs: ms, on: decides ? fastestMs <= FITS_MS : before.on };
}

/** Nothing measured on one engine says what another takes. */
export function forOtherEngine({ on, chosen }: Instant): Instant {
  return { ...untriedInstant, chosen, on: chosen ? on : untriedInstant.on };
}
