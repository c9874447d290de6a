import type { Clock } from "../worker/clock";
import { LATE_MS, type Run } from "./run";

/** Reports once when a retrain has brought no network for `LATE_MS`. */
export class LateWatch {
  readonly #clock: Clock;
  readonly #onLate: () => void;
  #watched: { since: number; stop: () => void } | undefined;

  constructor(clock: Clock, onLate: () => void) {
    this.#clock = clock;
    this.#onLate = onLate;
  }

  /** To be called with every run that replaces another. */
  follow(run: Run): void {
    const since = run.phase === "retraining" && !run.late ? run.since : undefined;
    if (this.#watched?.since === since) return;
    this.#watched?.stop();
    this.#watched = since === undefined ? undefined : { since, stop: this.#timer(since) };
  }

  dispose(): void {
    this.#watched?.stop();
  }

  #timer(since: number): () => void {
    return this.#clock.setTimer(this.#onLate, Math.max(0, since + LATE_MS - this.#clock.now()));
  }
}
