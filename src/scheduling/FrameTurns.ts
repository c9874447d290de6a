/**
 * Draws later parts of the page one per frame, so that no frame draws everything: parts take turns
 * in a fixed order. The first frame after a request is left to what caused the request.
 */
export class FrameTurns<Part> {
  readonly #order: readonly Part[];
  readonly #requestFrame: (onFrame: () => void) => void;
  readonly #pending = new Map<Part, () => void>();
  /** Position in the order from which the next part is looked for. */
  #turn = 0;
  #frameTaken = false;
  #frameRequested = false;

  constructor(
    order: readonly Part[],
    requestFrame: (onFrame: () => void) => void = (onFrame) => requestAnimationFrame(onFrame),
  ) {
    this.#order = order;
    this.#requestFrame = requestFrame;
  }

  /**
   * Calls `draw` when it is the part's turn, in place of the call that the part may be waiting for.
   * Returns a function that cancels it.
   */
  later(part: Part, draw: () => void): () => void {
    this.#pending.set(part, draw);
    this.#frameTaken = true;
    this.#request();
    return () => {
      if (this.#pending.get(part) === draw) this.#pending.delete(part);
    };
  }

  #request(): void {
    if (this.#frameRequested) return;
    this.#frameRequested = true;
    this.#requestFrame(() => {
      this.#frameRequested = false;
      if (this.#frameTaken) this.#frameTaken = false;
      else this.#drawNext();
      if (this.#pending.size > 0) this.#request();
      else this.#turn = 0;
    });
  }

  #drawNext(): void {
    const turns = [...this.#order.slice(this.#turn), ...this.#order];
    const part = turns.find((each) => this.#pending.has(each));
    if (part === undefined) return;
    const draw = this.#pending.get(part);
    this.#pending.delete(part);
    this.#turn = this.#order.indexOf(part) + 1;
    draw?.();
  }
}
