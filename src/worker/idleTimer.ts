/** How long nothing must have been asked for. */
const QUIET_MS = 250;

/** Work for when nothing has been asked for a while. */
export class IdleTimer {
  #resets = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Something is asked for: what waits is dropped, and what goes on is told. */
  reset(): void {
    this.#resets++;
    clearTimeout(this.#timer);
  }

  /** Does this instead of what waits, unless it is wasReset before. `work` must not throw. */
  schedule(work: (wasReset: () => boolean) => Promise<void>): void {
    this.reset();
    const before = this.#resets;
    this.#timer = setTimeout(() => void work(() => this.#resets !== before), QUIET_MS);
  }
}
