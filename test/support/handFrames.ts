/** Frames of a page that come when the test says so. */
export class HandFrames {
  #callbacks: (() => void)[] = [];

  readonly request = (onFrame: () => void): void => {
    this.#callbacks.push(onFrame);
  };

  /** Whether anything waits for the next frame. */
  get requested(): boolean {
    return this.#callbacks.length > 0;
  }

  next(): void {
    const callbacks = this.#callbacks;
    this.#callbacks = [];
    for (const callback of callbacks) callback();
  }
}
