import type { ChosenEngine } from "../../training/engineChooser";
import type { TrainingRun } from "../../training/trainingRun";

/**
 * How long training runs between two looks at the messages, and how often the page gets a picture.
 */

/** The length of a slice of training and how it is cut into calls. */
export interface SliceShape {
  ms: number;
  /** Whether it is one call of the engine: on a GPU each call costs a round trip. */
  oneCall: boolean;
  /** Steps of the first slice, before any has been timed. */
  firstSteps: number;
}

const SHORT_SLICE: SliceShape = { ms: 10, oneCall: false, firstSteps: 1 };
/** Slices on an engine with a round trip for each call. */
const ROUND_TRIP_SLICE_MS = 50;
/** Most growth from one call to the next: short calls tell more about the round trip than steps. */
const GROWTH = 4;
/** Shortest time between pictures: the page draws sixty times a second. */
const PICTURE_INTERVAL_MS = 16;
/** Largest share of the time that pictures may take. */
const PICTURE_SHARE = 0.25;
/** Weight of the newest slice in the running mean of the milliseconds a step takes. */
const NEWEST = 0.3;

export interface Slice {
  over(): boolean;
  /** How many steps fit in what is left of the slice; at least one. */
  steps(): number;
  took(steps: number): void;
}

/** Learns how many steps fit in a slice. */
export class SliceTimer {
  readonly #now: () => number;
  readonly #shape: SliceShape;
  #msPerStep: number | undefined;
  #lastSteps: number;
  #begun = Number.NEGATIVE_INFINITY;

  /** `now` in milliseconds, as everywhere here. */
  constructor(now: () => number, shape = SHORT_SLICE) {
    this.#now = now;
    this.#shape = shape;
    this.#lastSteps = shape.firstSteps;
  }

  /**
   * Earliest begin of the next slice at a slow pace: round trips no more often than a slice is
   * long.
   */
  get notBefore(): number {
    return this.#shape.oneCall ? this.#begun + this.#shape.ms : Number.NEGATIVE_INFINITY;
  }

  begin(): Slice {
    const { ms: sliceMs, oneCall, firstSteps } = this.#shape;
    const started = this.#now();
    let last = started;
    let taken = false;
    this.#begun = started;
    return {
      over: () => (oneCall && taken) || this.#now() - started >= sliceMs,
      steps: () => {
        if (this.#msPerStep === undefined) return firstSteps;
        const left = sliceMs - (this.#now() - started);
        const fitting = Math.max(1, Math.floor(left / Math.max(this.#msPerStep, 1e-6)));
        return oneCall ? Math.min(fitting, GROWTH * this.#lastSteps) : fitting;
      },
      took: (steps) => {
        const now = this.#now();
        if (steps > 0) {
          const ms = (now - last) / steps;
          const mean = this.#msPerStep === undefined ? ms : (1 - NEWEST) * this.#msPerStep + NEWEST * ms;
          // Where each call is a round trip, longer calls take less time per step, and will again:
          // no mean.
          this.#msPerStep = oneCall && steps > this.#lastSteps ? ms : mean;
          this.#lastSteps = steps;
          taken = true;
        }
        last = now;
      },
    };
  }
}

/** Multiplications of a first call: a slow GPU needs a few milliseconds for them. */
const FIRST_UNITS = 500_000;

/** A timer for slices of this run on this engine. */
export function sliceTimerFor({ engine, run }: { engine: ChosenEngine; run: TrainingRun }, now: () => number) {
  if (engine.backend.id !== "webgpu") return new SliceTimer(now);
  const { layout, batchSize, labels } = run.prepared.job;
  const units = 3 * layout.parameterCount * Math.min(batchSize, labels.length);
  const firstSteps = Math.max(1, Math.floor(FIRST_UNITS / units));
  return new SliceTimer(now, { ms: ROUND_TRIP_SLICE_MS, oneCall: true, firstSteps });
}

/** Spaces pictures out so that training keeps most of the time, however large the data. */
export class SnapshotTimer {
  readonly #now: () => number;
  #next = Number.NEGATIVE_INFINITY;

  constructor(now: () => number) {
    this.#now = now;
  }

  due(): boolean {
    return this.#now() >= this.#next;
  }

  begin(): { end(): void } {
    const started = this.#now();
    return {
      end: () => {
        const took = this.#now() - started;
        this.#next = started + Math.max(PICTURE_INTERVAL_MS, took / PICTURE_SHARE);
      },
    };
  }
}

/** Steps per second over the last half second or so of running. */
export class StepRate {
  readonly #now: () => number;
  #marks: { at: number; step: number }[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  restart(step: number): void {
    this.#marks = [{ at: this.#now(), step }];
  }

  stop(): void {
    this.#marks = [];
  }

  /** 0 while stopped. */
  at(step: number): number {
    const now = this.#now();
    const oldest = this.#marks[0];
    if (oldest === undefined) return 0;
    const rate = now > oldest.at ? ((step - oldest.step) * 1000) / (now - oldest.at) : 0;
    this.#marks.push({ at: now, step });
    while (this.#marks.length > 2 && now - this.#marks[0]!.at > 500) this.#marks.shift();
    return rate;
  }
}
