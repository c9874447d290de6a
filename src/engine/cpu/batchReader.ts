import type { FloatArray, FloatArrayConstructor } from "../../language/evaluator";
import type { TrainingJob } from "../backend";

/** Walks the batches of epoch after epoch and gathers each into columns, which is how the network reads it. */
export class BatchReader {
  /** Samples in the largest batch. */
  readonly capacity: number;
  /** Features of the current batch: [inputs, capacity] row-major. */
  readonly columns: FloatArray;
  /** [capacity] */
  readonly targets: FloatArray;
  /** Samples in the current batch. */
  count = 0;
  readonly #job: TrainingJob;
  readonly #rows: number;
  #order: Uint32Array = new Uint32Array(0);
  #epoch = 0;
  /** Where in the order the next batch starts. */
  #position = 0;

  constructor(job: TrainingJob, Float: FloatArrayConstructor) {
    this.#job = job;
    this.#rows = job.targets.length;
    this.capacity = Math.min(job.batchSize, this.#rows);
    this.columns = new Float(job.layout.widths[0]! * this.capacity);
    this.targets = new Float(this.capacity);
    this.#position = this.#rows;
  }

  /** Moves on to the next batch; the last of an epoch may be short. */
  next(): void {
    if (this.#position >= this.#rows) {
      this.#order = this.#job.batchOrder(this.#epoch++);
      this.#position = 0;
    }
    const { features, targets } = this.#job;
    const { capacity, columns } = this;
    const inputs = this.#job.layout.widths[0]!;
    const order = this.#order;
    const start = this.#position;
    this.count = Math.min(capacity, this.#rows - start);
    for (let s = 0; s < this.count; s++) {
      const row = order[start + s]!;
      this.targets[s] = targets[row]!;
      for (let k = 0; k < inputs; k++) columns[k * capacity + s] = features[row * inputs + k]!;
    }
    this.#position = start + this.count;
  }
}
