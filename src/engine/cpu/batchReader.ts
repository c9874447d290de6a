import type { FloatArray, FloatArrayConstructor } from "../../language/evaluate/evaluator";
import type { TrainingJob } from "../backend";

/**
 * Iterates over the batches of successive epochs and gathers each into columns, the form that the
 * network and the loss read.
 */
export class BatchReader {
  /** Samples in the largest batch. */
  readonly capacity: number;
  /** Features of the current batch: [inputs, capacity] row-major. */
  readonly columns: FloatArray;
  /** The loss's target columns, [capacity] each. */
  readonly targets: readonly FloatArray[];
  /** [capacity]: 1 for a positive. */
  readonly labels: Uint8Array;
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
    this.#rows = job.labels.length;
    this.capacity = Math.min(job.batchSize, this.#rows);
    this.columns = new Float(job.layout.widths[0]! * this.capacity);
    this.targets = job.targets.map(() => new Float(this.capacity));
    this.labels = new Uint8Array(this.capacity);
    this.#position = this.#rows;
  }

  /** Moves on to the next batch; the last of an epoch may be short. */
  next(): void {
    if (this.#position >= this.#rows) {
      this.#order = this.#job.batchOrder(this.#epoch++);
      this.#position = 0;
    }
    const { features, labels } = this.#job;
    const { capacity, columns } = this;
    const inputs = this.#job.layout.widths[0]!;
    const order = this.#order;
    const start = this.#position;
    this.count = Math.min(capacity, this.#rows - start);
    for (let s = 0; s < this.count; s++) {
      const row = order[start + s]!;
      this.labels[s] = labels[row]!;
      for (let k = 0; k < inputs; k++) columns[k * capacity + s] = features[row * inputs + k]!;
    }
    for (let k = 0; k < this.targets.length; k++) {
      const [own, all] = [this.targets[k]!, this.#job.targets[k]!];
      for (let s = 0; s < this.count; s++) own[s] = all[order[start + s]!]!;
    }
    this.#position = start + this.count;
  }
}
