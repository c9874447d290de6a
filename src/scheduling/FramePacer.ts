/** The plane in one frame, the figures in the next (useFigures). */
const FRAMES_OF_A_PICTURE = 2;
/** A late frame costs the next pictures this many frames of rest, a picture without one gives one back. */
const REST_AFTER_LATE = 6;
/** Four pictures a second at sixty frames. */
const LONGEST_REST = 12;
/** An interval this much longer than the screen's own is a frame missed. */
const LATE = 1.5;

/**
 * Says when the page can take the next picture of the training. Where the machine draws pictures as fast as its screen shows them that is at
 * once; where frames come late, pictures come less often, so that the page answers the hand smoothly whatever the training costs.
 */
export class FramePacer {
  #rest = 0;
  /** The screen's own interval in ms: the shortest seen, forgotten slowly. */
  #usual = 1000 / 30;

  /** Calls `ready` once, some frames from now. Returns how to call it off. */
  next(ready: () => void): () => void {
    let frames = 0;
    let late = false;
    let last = performance.now();
    const pace = (now: number) => {
      const interval = now - last;
      last = now;
      if (frames > 0) this.#usual = Math.min(this.#usual * 1.001, Math.max(interval, 1));
      if (interval > LATE * this.#usual) late = true;
      frames++;
      if (frames < FRAMES_OF_A_PICTURE + this.#rest) {
        request = requestAnimationFrame(pace);
        return;
      }
      this.#rest = late ? Math.min(LONGEST_REST, this.#rest + REST_AFTER_LATE) : Math.max(0, this.#rest - 1);
      ready();
    };
    let request = requestAnimationFrame(pace);
    return () => cancelAnimationFrame(request);
  }
}
