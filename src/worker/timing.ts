/** How long training goes on between looks at the messages, and how often the page gets a picture. */

const SLICE_MS = 10;
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
  #msPerStep: number | undefined;

  begin(): Slice {
    const started = performance.now();
    let last = started;
    return {
      over: () => performance.now() - started >= SLICE_MS,
      steps: () => {
        if (this.#msPerStep === undefined) return 1;
        const left = SLICE_MS - (performance.now() - started);
        return Math.max(1, Math.floor(left / Math.max(this.#msPerStep, 1e-6)));
      },
      took: (steps) => {
        const now = performance.now();
        if (steps > 0) {
          const ms = (now - last) / steps;
          this.#msPerStep = this.#msPerStep === undefined ? ms : (1 - NEWEST) * this.#msPerStep + NEWEST * ms;
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
