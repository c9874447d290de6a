/** How long nothing must have been asked for. */
const QUIET_MS = 250;

/** Work for when nothing has been asked for a while. */
export class QuietTime {
  #disturbances = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Something is asked for: what waits is dropped, and what goes on is told. */
  disturb(): void {
    this.#disturbances++;
    clearTimeout(this.#timer);
  }

  /** Does this instead of what waits, unless it is disturbed before. `work` must not throw. */
  use(work: (disturbed: () => boolean) => Promise<void>): void {
    this.disturb();
    const before = this.#disturbances;
    this.#timer = setTimeout(() => void work(() => this.#disturbances !== before), QUIET_MS);
  }
}
