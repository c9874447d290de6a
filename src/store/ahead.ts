import type { RunEvent } from "../worker/run/client";
import type { Completed, Expected, TrainedAhead } from "../worker/run/prefetch";

/** `TrainedAhead`, whose code comes when a control is first taken hold of: until then nothing is expected, and nothing known. */
export class Ahead {
  #loaded: TrainedAhead | undefined;
  #loading = false;
  /** The last that was said while the code was on its way. */
  #expected: () => Iterable<Expected> = () => [];
  #disposed = false;

  /** `expected` is asked once it can be trained. */
  expect(expected: () => Iterable<Expected>): void {
    if (this.#loaded !== undefined) {
      this.#loaded.expect(expected());
      return;
    }
    this.#expected = expected;
    if (!this.#loading) {
      this.#loading = true;
      import("../worker/run/prefetch").then(
        (module) => {
          if (this.#disposed) return;
          this.#loaded = new module.TrainedAhead();
          this.expect(this.#expected);
        },
        () => {
          this.#loading = false;
        },
      );
    }
  }

  ask(expected: Expected): Completed | undefined {
    return this.#loaded?.ask(expected);
  }

  giveWay(runId: number): void {
    this.#loaded?.giveWay(runId);
  }

  hear(event: RunEvent): void {
    this.#loaded?.hear(event);
  }

  dispose(): void {
    this.#disposed = true;
    this.#loaded?.dispose();
  }
}
