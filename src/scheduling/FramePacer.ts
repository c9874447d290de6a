/** Frames per picture: one for the plane, one for another part (useShownResults). */
const FRAMES_PER_PICTURE = 2;
/**
 * Frames of rest that a late picture adds before each following one; a picture in time takes one
 * off.
 */
const REST_AFTER_LATE = 6;
/** With this rest a 60 Hz screen shows about four pictures per second. */
const LONGEST_REST = 12;
/** A frame counts as late if its interval exceeds the screen's usual one by this factor. */
const LATE_FACTOR = 1.5;

/**
 * Decides when the page draws the next picture of the training: as soon as possible if frames are
 * on time, less often if they are late. So the page responds smoothly, however expensive the
 * training is.
 */
export class FramePacer {
  #rest = 0;
  /** Estimate of the screen's frame interval in ms: the shortest seen, slowly increased. */
  #usualInterval = 1000 / 30;

  /** Calls `ready` once, some frames from now. Returns a function that cancels the call. */
  next(ready: () => void): () => void {
    let frames = 0;
    let late = false;
    let last = performance.now();
    const pace = (now: number) => {
      const interval = now - last;
      last = now;
      if (frames > 0) this.#usualInterval = Math.min(this.#usualInterval * 1.001, Math.max(interval, 1));
      if (interval > LATE_FACTOR * this.#usualInterval) late = true;
      frames++;
      if (frames < FRAMES_PER_PICTURE + this.#rest) {
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
