import { JobMemory } from "../engine/jobMemory";
import { dataKey } from "../experiment/dataKey";
import type { Experiment } from "../experiment/experiment";

/**
 * Samples and batch orders are kept up to this many numbers of four bytes, 64 MB; those requested
 * last always are.
 */
const MOST_KEPT = 2 ** 24;
/**
 * About how many numbers are kept for a sample: its features, target and label, in the whole set
 * and in its split. The batch orders add one for each epoch.
 */
const NUMBERS_PER_ROW = 8;

/**
 * A memory for each data set used recently: the cells of a sweep over the data alternate between
 * them.
 */
export class JobMemories {
  /** In order of use, the last one last. */
  readonly #kept = new Map<string, { memory: JobMemory; numbers: number }>();

  of(experiment: Experiment): JobMemory {
    const { dataset, seeds, epochs } = experiment;
    const key = JSON.stringify([dataKey(experiment), seeds.order, epochs]);
    const rows = dataset.positives + dataset.negatives;
    const entry = this.#kept.get(key) ?? { memory: new JobMemory(), numbers: rows * (NUMBERS_PER_ROW + epochs) };
    this.#kept.delete(key);
    this.#kept.set(key, entry);
    let numbers = 0;
    for (const each of this.#kept.values()) numbers += each.numbers;
    for (const [oldest, each] of this.#kept) {
      if (numbers <= MOST_KEPT || oldest === key) break;
      this.#kept.delete(oldest);
      numbers -= each.numbers;
    }
    return entry.memory;
  }
}
