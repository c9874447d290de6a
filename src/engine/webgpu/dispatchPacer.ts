/**
 * Decides how much work a dispatch may hold. A long dispatch delays every frame that the GPU draws,
 * and after some seconds the driver resets the device. Work is counted in units that cost about the
 * same on one machine; the time per unit is learned from the dispatches.
 */
export class DispatchPacer {
  /**
   * Target time of a dispatch: less than a frame, because the same GPU draws the page. No dispatch
   * should exceed 50 ms.
   */
  static readonly TARGET_MS = 12;
  /**
   * Target on a software adapter, which does not draw the page and has a longer round trip: one
   * slice of training is one dispatch.
   */
  static readonly SOFTWARE_TARGET_MS = 42;
  /** Multiplications that a slow machine does in a few milliseconds. */
  static readonly FIRST_UNITS = 500_000;
  static readonly MOST_UNITS = 1e12;

  /**
   * No dispatch is smaller than this, which a slow machine does in a millisecond: a browser that
   * answers late must not shrink them to nothing.
   */
  static readonly LEAST_UNITS = 100_000;

  readonly #targetMs: number;
  readonly #roundTripMs: number;
  #budget = DispatchPacer.FIRST_UNITS;

  /** `roundTripMs`: what the GPU takes to answer without work, which no dispatch can save. */
  constructor(software = false, roundTripMs = 0) {
    this.#roundTripMs = roundTripMs;
    this.#targetMs = software ? DispatchPacer.SOFTWARE_TARGET_MS : DispatchPacer.TARGET_MS;
  }

  get budget(): number {
    return this.#budget;
  }

  /**
   * Reports that a dispatch of `units` took `elapsedMs`, with the round trip. The budget grows at
   * most fourfold, because short dispatches measure the round trip to the GPU more than the work. A
   * dispatch well below the budget does not tell whether more would fit.
   */
  record(units: number, elapsedMs: number): void {
    const workMs = Math.max(elapsedMs - this.#roundTripMs, 0.1);
    const affordable = (units * this.#targetMs) / workMs;
    if (workMs > this.#targetMs) {
      this.#budget = Math.max(Math.min(affordable, this.#budget), this.#budget / 4, DispatchPacer.LEAST_UNITS);
    } else if (units >= this.#budget / 2) {
      this.#budget = Math.min(Math.max(affordable, this.#budget), this.#budget * 4, DispatchPacer.MOST_UNITS);
    }
  }
}
