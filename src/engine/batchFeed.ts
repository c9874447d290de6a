import type { TrainingJob } from "./backend";

/** A run of steps whose batches are uploaded together. */
export interface Stretch {
  /** Each step's batch: where it begins in `order`, and its size. */
  batches: readonly { offset: number; size: number }[];
  /** Rows of the batches, one batch after the other. */
  order: Uint32Array;
}

/** Returns the batches in order and requests each epoch's permutation once. */
export class BatchFeed {
  readonly #job: TrainingJob;
  readonly #rows: number;
  #epoch = 0;
  #order: Uint32Array | null = null;
  #position = 0;

  constructor(job: TrainingJob) {
    this.#job = job;
    this.#rows = job.labels.length;
  }

  /** At most `maxSteps` steps, and at most `maxRows` rows unless the first batch alone has more. */
  take(maxSteps: number, maxRows: number): Stretch {
    const slices: Uint32Array[] = [];
    const batches: { offset: number; size: number }[] = [];
    let rows = 0;
    while (batches.length < maxSteps) {
      const size = Math.min(this.#job.batchSize, this.#rows - this.#position);
      if (rows > 0 && rows + size > maxRows) break;
      this.#order ??= this.#job.batchOrder(this.#epoch);
      slices.push(this.#order.subarray(this.#position, this.#position + size));
      batches.push({ offset: rows, size });
      rows += size;
      this.#position += size;
      if (this.#position === this.#rows) {
        this.#position = 0;
        this.#order = null;
        this.#epoch++;
      }
    }
    const order = new Uint32Array(rows);
    slices.forEach((slice, i) => {
      order.set(slice, batches[i]!.offset);
    });
    return { batches, order };
  }
}
