/**
 * How much work a dispatch may hold. A long one delays every frame the GPU draws, and past some seconds the driver takes the device away.
 * Work is counted in units whose cost is about the same on one machine; how long a unit takes is learned from the dispatches.
 */
export class DispatchPacer {
  /** What a dispatch aims at: less than a frame, since the page is drawn by the same GPU. None should pass 50 ms. */
  static readonly TARGET_MS = 12;
  /** A software adapter does not draw the page, and its journey there and back costs more: a slice of training is one dispatch. */
  static readonly SOFTWARE_TARGET_MS = 42;
  /** Multiplications a slow machine does in a few milliseconds. */
  static readonly FIRST_UNITS = 500_000;
  static readonly MOST_UNITS = 1e12;

  readonly #targetMs: number;
  #budget = DispatchPacer.FIRST_UNITS;

  constructor(software = false) {
    this.#targetMs = software ? DispatchPacer.SOFTWARE_TARGET_MS : DispatchPacer.TARGET_MS;
  }

  get budget(): number {
    return this.#budget;
  }

  /**
   * A dispatch of `units` took `elapsedMs`. The budget grows by fours at most, since short dispatches measure the journey to the GPU more
   * than the work; and one well below the budget tells nothing about whether more would fit.
   */
  record(units: number, elapsedMs: number): void {
    const affordable = (units * this.#targetMs) / Math.max(elapsedMs, 0.1);
    if (elapsedMs > this.#targetMs) {
      this.#budget = Math.max(Math.min(affordable, this.#budget), this.#budget / 4);
    } else if (units >= this.#budget / 2) {
      this.#budget = Math.min(Math.max(affordable, this.#budget), this.#budget * 4, DispatchPacer.MOST_UNITS);
    }
  }
}
