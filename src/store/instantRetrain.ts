import type { Experiment } from "../experiment/experiment";
import { totalSteps, trainingCost } from "../training/trainingCost";

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
export const LONGEST_MS = 1000;
/** Any run's preparation and snapshot, whatever its size. */
const FIXED_MS = 4;
/** The work of a step besides its samples: as much as sixteen samples of the tutorial's network. */
const WORK_PER_STEP = 1000;
/** The largest run that is tried before any has been measured: about five tutorials. */
const UNMEASURED_WORK = 50e6;
/**
 * Faster than any machine. Clocks that are rounded to many milliseconds may say that a run took no
 * time.
 */
const LEAST_MS_PER_WORK = 5e-8;
/** Sizes that differ by less than this factor are measured together. */
const ALIKE = 4;
/** So many runs of a size decide that it takes too long: the first ones may be slow by chance. */
const RUNS_THAT_RULE_OUT = 3;
/** A measured time is forgotten after this long: the machine may have been busy. */
const FORGET_MS = 60_000;
const MOST_TIMES = 32;

/** A complete run on this engine, or one that was given up after this long. */
interface RunTime {
  /** When it was measured. */
  at: number;
  work: number;
  ms: number;
}

/** Whether a change of the experiment retrains it at once to its end. */
export interface InstantRetrain {
  on: boolean;
  /** Whether the user decided that, and not this machine's speed. */
  chosen: boolean;
  /** Complete runs so far on this engine. */
  runs: number;
  fastestMs: number;
  /** Oldest first. */
  times: readonly RunTime[];
}

export const unmeasured: InstantRetrain = {
  on: true,
  chosen: false,
  runs: 0,
  fastestMs: Number.POSITIVE_INFINITY,
  times: [],
};

/**
 * Expected time of a complete run on this machine, in ms, after the fastest run of the measured
 * size that is closest; null if none is known. `now` in ms, as everywhere here.
 */
export function expectedMs(instant: InstantRetrain, experiment: Experiment, now: number): number | null {
  const times = timesOfClosestSize(instant, experiment, now);
  if (times.length === 0) return null;
  return Math.min(...times.map((time) => scaledMs(time, workOf(experiment))));
}

/** Whether the experiment is small enough for this machine to be retrained at every change. */
export function fitsInstantRetrain(instant: InstantRetrain, experiment: Experiment, now: number): boolean {
  const ms = expectedMs(instant, experiment, now);
  if (ms !== null && ms <= LONGEST_MS) return true;
  const isDecided = timesOfClosestSize(instant, experiment, now).length >= RUNS_THAT_RULE_OUT;
  return !isDecided && isUsualSize(experiment);
}

/** Whether its trained network is expected within a frame or two. */
export function fitsInAFrame(instant: InstantRetrain, experiment: Experiment, now: number): boolean {
  const ms = expectedMs(instant, experiment, now);
  return ms !== null && ms <= TWO_FRAMES_MS;
}

/** Whether most machines retrain it at once: where one does not, it is slow, not the run large. */
export function isUsualSize(experiment: Experiment): boolean {
  return workOf(experiment) <= UNMEASURED_WORK;
}

/**
 * The state after one more complete run was measured. The first few runs decide whether instant
 * retrain stays on, unless the user has decided.
 */
export function withRun(before: InstantRetrain, experiment: Experiment, ms: number, now: number): InstantRetrain {
  const runs = before.runs + 1;
  const fastestMs = Math.min(before.fastestMs, ms);
  const decides = !before.chosen && runs === RUNS_THAT_DECIDE;
  const on = decides ? fastestMs <= TWO_FRAMES_MS : before.on;
  return { ...withTime(before, experiment, ms, now), runs, fastestMs, on };
}

/** With a run that was not complete after `ms`. */
export function withTime(before: InstantRetrain, experiment: Experiment, ms: number, now: number): InstantRetrain {
  const time: RunTime = { at: now, work: workOf(experiment), ms };
  return { ...before, times: [...before.times, time].slice(-MOST_TIMES) };
}

/** As the user chose. Switching it on tries again what has been slow. */
export function switched(before: InstantRetrain, on: boolean): InstantRetrain {
  return { ...before, on, chosen: true, times: [] };
}

/** Times measured on one engine say nothing about another. */
export function forOtherEngine({ on, chosen }: InstantRetrain): InstantRetrain {
  return { ...unmeasured, chosen, on: chosen ? on : unmeasured.on };
}

/** The measured times that say most about the experiment. */
function timesOfClosestSize({ times }: InstantRetrain, experiment: Experiment, now: number): readonly RunTime[] {
  const known = times.filter(({ at }) => now - at <= FORGET_MS);
  const work = workOf(experiment);
  const distance = (time: RunTime, to: number) => Math.abs(Math.log(time.work / to));
  const closest = known.reduce<RunTime | undefined>(
    (best, time) => (best === undefined || distance(time, work) <= distance(best, work) ? time : best),
    undefined,
  );
  return closest === undefined ? [] : known.filter((time) => distance(time, closest.work) <= Math.log(ALIKE));
}

/**
 * What a measured run says about one of other work. A short run may have been all preparation: its
 * time is no bound for a long one, which is expected to take its whole time in proportion.
 */
function scaledMs(time: RunTime, work: number): number {
  const least = LEAST_MS_PER_WORK * work;
  if (work > time.work) return Math.max(least, (time.ms * work) / time.work);
  const fixed = Math.min(FIXED_MS, time.ms);
  return Math.max(least, fixed + ((time.ms - fixed) * work) / time.work);
}

function workOf(experiment: Experiment): number {
  return Math.max(1, trainingCost(experiment) + WORK_PER_STEP * totalSteps(experiment));
}
