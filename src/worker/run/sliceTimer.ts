/** How long training goes on between looks at the messages, and how often the page gets a picture. */

/** What a slice of training is like. */
export interface SliceShape {
  ms: number;
  /** Whether it is one call of the engine: each costs a journey to it. */
  oneCall: boolean;
  /** Steps of the first slice, of which nothing is known but that they are short. */
  firstSteps: number;
}

const SHORT_SLICE: SliceShape = { ms: 10, oneCall: false, firstSteps: 1 };
/** Between two looks at the messages, on an engine to which each call is a journey. */
export const JOURNEY_SLICE_MS = 50;
/** A call has at most so many times the steps of the one before: short calls say more about the journey than about the steps. */
const GROWTH = 4;
/** A picture at most this often: the page draws sixty times a second. */
const PICTURE_INTERVAL_MS = 16;
/** Making pictures takes at most this share of the time. */
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
  readonly #shape: SliceShape;
  #msPerStep: number | undefined;
  #lastSteps: number;
  #begun = Number.NEGATIVE_INFINITY;

  constructor(shape = SHORT_SLICE) {
    this.#shape = shape;
    this.#lastSteps = shape.firstSteps;
  }

  /** When the next slice may begin, where there is time: calls that are journeys are no more frequent than slices are long. */
  get notBefore(): number {
    return this.#shape.oneCall ? this.#begun + this.#shape.ms : Number.NEGATIVE_INFINITY;
  }

  begin(): Slice {
    const { ms: sliceMs, oneCall, firstSteps } = this.#shape;
    const started = performance.now();
    let last = started;
    let taken = false;
    this.#begun = started;
    return {
      over: () => (oneCall && taken) || performance.now() - started >= sliceMs,
      steps: () => {
        if (this.#msPerStep === undefined) return firstSteps;
        const left = sliceMs - (performance.now() - started);
        const fitting = Math.max(1, Math.floor(left / Math.max(this.#msPerStep, 1e-6)));
        return oneCall ? Math.min(fitting, GROWTH * this.#lastSteps) : fitting;
      },
      took: (steps) => {
        const now = performance.now();
        if (steps > 0) {
          const ms = (now - last) / steps;
          const mean = this.#msPerStep === undefined ? ms : (1 - NEWEST) * this.#msPerStep + NEWEST * ms;
          // Where there is a journey, a longer call's step is cheaper for good.
          this.#msPerStep = oneCall && steps > this.#lastSteps ? ms : mean;
          this.#lastSteps = steps;
          taken = true;
        }
        last = now;
      },
    };
  }
}

/** Spaces pictures out so that training keeps most of the time, however large the data. */
export class SnapshotTimer {
  #next = Number.NEGATIVE_INFINITY;

  due(): boolean {
    return performance.now() >= this.#next;
  }

  begin(): { end(): void } {
    const started = performance.now();
    return {
      end: () => {
        const took = performance.now() - started;
        this.#next = started + Math.max(PICTURE_INTERVAL_MS, took / PICTURE_SHARE);
      },
    };
  }
}

/** Steps per second over the last half second or so of running. */
export class StepRate {
  #marks: { at: number; step: number }[] = [];

  restart(step: number): void {
    this.#marks = [{ at: performance.now(), step }];
  }

  stop(): void {
    this.#marks = [];
  }

  /** 0 while stopped. */
  at(step: number): number {
    const now = performance.now();
    const oldest = this.#marks[0];
    if (oldest === undefined) return 0;
    const rate = now > oldest.at ? ((step - oldest.step) * 1000) / (now - oldest.at) : 0;
    this.#marks.push({ at: now, step });
    while (this.#marks.length > 2 && now - this.#marks[0]!.at > 500) this.#marks.shift();
    return rate;
  }
}
