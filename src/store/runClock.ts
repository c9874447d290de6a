/**
 * How long a run has taken, and how long it will: time of pauses is not counted. Times are
 * milliseconds of one clock.
 */
export class RunClock {
  #share = 0;
  #before = 0;
  #since: number | null = null;
  /** When and where the current pace began. */
  #pace = { elapsedMs: 0, share: 0 };

  start(now: number): void {
    this.#since ??= now;
  }

  stop(now: number): void {
    this.#before = this.#elapsed(now);
    this.#since = null;
  }

  /**
   * `share` of all work is done, 0 to 1. It never goes back: two ways of counting may disagree by a
   * little.
   */
  progress(share: number): void {
    this.#share = Math.max(this.#share, Math.min(1, share));
  }

  /** Other work begins: the pace so far does not predict it. */
  changePace(now: number): void {
    this.#pace = { elapsedMs: this.#elapsed(now), share: this.#share };
  }

  /**
   * `leftMs` is null until a hundredth of the work is done at the current pace: the first models
   * include the start of the workers.
   */
  read(now: number): { elapsedMs: number; leftMs: number | null } {
    const elapsedMs = this.#elapsed(now);
    const done = this.#share - this.#pace.share;
    const leftMs = done < 0.01 ? null : ((elapsedMs - this.#pace.elapsedMs) * (1 - this.#share)) / done;
    return { elapsedMs, leftMs };
  }

  #elapsed(now: number): number {
    return this.#before + (this.#since === null ? 0 : now - this.#since);
  }
}
