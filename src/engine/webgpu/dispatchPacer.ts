/**
 * How much work a dispatch may hold. A long one delays every frame the GPU draws, and past some seconds the driver takes the device away.
 * Work is counted in units whose cost is about the same on one machine; how long a unit takes is learned from the dispatches.
 */
export class DispatchPacer {
  /** A dispatch aims at a frame's length, well below the 50 ms that none should pass. */
  static readonly TARGET_MS = 14;
  /** Multiplications a slow machine does in a few milliseconds. */
  static readonly FIRST_UNITS = 500_000;
  static readonly MOST_UNITS = 1e12;

  #budget = DispatchPacer.FIRST_UNITS;

  get budget(): number {
    return this.#budget;
  }

  /**
   * A dispatch of `units` took `elapsedMs`. The budget grows by fours at most, since short dispatches measure the journey to the GPU more
   * than the work; and one well below the budget tells nothing about whether more would fit.
   */
  record(units: number, elapsedMs: number): void {
    const affordable = (units * DispatchPacer.TARGET_MS) / Math.max(elapsedMs, 0.1);
    if (elapsedMs > DispatchPacer.TARGET_MS) {
      this.#budget = Math.max(Math.min(affordable, this.#budget), this.#budget / 4);
    } else if (units >= this.#budget / 2) {
      this.#budget = Math.min(Math.max(affordable, this.#budget), this.#budget * 4, DispatchPacer.MOST_UNITS);
    }
  }
}
