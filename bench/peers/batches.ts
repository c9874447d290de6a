import type { TrainingTask } from "../trainingTask";

/**
 * The rows of one step, with each sample's numbers next to each other: typed arrays of one epoch,
 * sliced without copying.
 */
export interface Batch {
  size: number;
  /** [size, inputs] row-major. */
  features: Float32Array;
  /** [size], 0 or 1. */
  labels: Float32Array;
}

/** Reads a task's batches in order, gathering one epoch at a time. */
export class Batches {
  readonly #task: TrainingTask;
  readonly #inputs: number;
  readonly #rows: number;
  readonly #features: Float32Array;
  readonly #labels: Float32Array;
  #epoch = 0;
  #at = 0;

  constructor(task: TrainingTask) {
    this.#task = task;
    this.#inputs = task.widths[0]!;
    this.#rows = task.labels.length;
    this.#features = new Float32Array(this.#inputs * this.#rows);
    this.#labels = new Float32Array(this.#rows);
  }

  next(): Batch {
    if (this.#at === 0) this.#gather();
    const from = this.#at;
    const to = Math.min(from + this.#task.batchSize, this.#rows);
    if (to === this.#rows) {
      this.#at = 0;
      this.#epoch++;
    } else this.#at = to;
    return {
      size: to - from,
      features: this.#features.subarray(from * this.#inputs, to * this.#inputs),
      labels: this.#labels.subarray(from, to),
    };
  }

  #gather(): void {
    const { features, labels, order } = this.#task;
    order[this.#epoch]!.forEach((row, i) => {
      for (let k = 0; k < this.#inputs; k++) this.#features[i * this.#inputs + k] = features[row * this.#inputs + k]!;
      this.#labels[i] = labels[row]!;
    });
  }
}
