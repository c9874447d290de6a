/** Time for what runs in workers or waits for them; tests pass a clock of their own. */
export interface Clock {
  /** Milliseconds since some fixed time. */
  now(): number;
  /** Calls back once after this many milliseconds. Returns how to cancel that. */
  setTimer(callback: () => void, ms: number): () => void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  setTimer(callback, ms) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};
