import type { Clock } from "./clock";

/** Work waits until nothing has been requested for this long. */
const QUIET_MS = 250;

/** Runs work when nothing has been requested for a while. */
export class IdleTimer {
  readonly #setTimer: Clock["setTimer"];
  #resets = 0;
  #cancel: (() => void) | undefined;

  constructor(setTimer: Clock["setTimer"]) {
    this.#setTimer = setTimer;
  }

  /** Something was requested: drops work that waits; work under way sees it in `wasReset`. */
  reset(): void {
    this.#resets++;
    this.#cancel?.();
  }

  /** Runs this instead of the work that waits, unless `reset` comes first. It must not throw. */
  schedule(work: (wasReset: () => boolean) => Promise<void>): void {
    this.reset();
    const before = this.#resets;
    this.#cancel = this.#setTimer(() => void work(() => this.#resets !== before), QUIET_MS);
  }
}
