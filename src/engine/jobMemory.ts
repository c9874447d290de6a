import type { Samples } from "../datasets";
import type { SampleSet } from "./sampleSet";

/** Keeps the last result for as long as the same one is requested. */
class LastResult<Thing> {
  #key: string | undefined;
  #thing: Thing | undefined;

  of(key: string, make: () => Thing): Thing {
    if (key !== this.#key) {
      this.#thing = make();
      this.#key = key;
    }
    return this.#thing!;
  }
}

/** Permutations of epochs are kept up to this size: 64 MB of uint32. */
const MOST_KEPT_ROWS = 2 ** 24;

/**
 * The parts of the job prepared last, each kept while its inputs stay the same. Jobs prepared with
 * one memory share their equal parts as the same objects.
 */
export class JobMemory {
  readonly samples = new LastResult<Samples>();
  readonly sets = new LastResult<{ train: SampleSet; validation: SampleSet }>();
  readonly initialParameters = new LastResult<Float32Array>();
  readonly #orders = new LastResult<(epoch: number) => Uint32Array>();

  /**
   * `draw`'s permutations, each drawn once while they fit. They are shared, so nobody may write to
   * them.
   */
  batchOrder(rows: number, seed: number, draw: (epoch: number) => Uint32Array): (epoch: number) => Uint32Array {
    return this.#orders.of(`${rows} ${seed}`, () => {
      const drawn: Uint32Array[] = [];
      return (epoch) => {
        if ((epoch + 1) * rows > MOST_KEPT_ROWS) return draw(epoch);
        drawn[epoch] ??= draw(epoch);
        return drawn[epoch];
      };
    });
  }
}
