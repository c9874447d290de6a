import type { Clock } from "../../src/worker/clock";

/** A clock that advances only by `msPerReading` at each reading and when a test advances it. */
export class FakeClock implements Clock {
  readonly #msPerReading: number;
  readonly #timers = new Set<{ at: number; callback: () => void }>();
  #ms = 0;

  constructor(msPerReading = 0) {
    this.#msPerReading = msPerReading;
  }

  readonly now = (): number => {
    this.#ms += this.#msPerReading;
    return this.#ms;
  };

  readonly setTimer = (callback: () => void, ms: number): (() => void) => {
    const timer = { at: this.#ms + ms, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  };

  /** Timers that have neither fired nor been cancelled. */
  get timers(): number {
    return this.#timers.size;
  }

  /** Advances the time and fires the timers that are due, the earliest first. */
  advance(ms: number): void {
    const end = this.#ms + ms;
    for (;;) {
      const [due] = [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (due === undefined) break;
      this.#timers.delete(due);
      this.#ms = Math.max(this.#ms, due.at);
      due.callback();
    }
    this.#ms = end;
  }
}

/** Runs all other pending tasks of this thread first. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await nextTurn();
}
