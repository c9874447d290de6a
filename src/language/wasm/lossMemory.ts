import type { Callable, Code } from "../../wasm";

/**
 * Where a loss finds its numbers. `x`: the place of a vector's samples in a column, in bytes from
 * its start.
 */
export interface LossMemory {
  prediction(column: number, x: Code): Code;
  target(column: number, x: Code): Code;
  /** A vector by its name, for a graph that reads such. */
  vector?(name: string, x: Code): Code;
  /** All ones in the lanes that hold a sample, zeros in the padding. */
  valid(x: Code): Code;
  /** The number of samples, in all lanes. */
  batchSize: Code;
  /** Number `index` of `uniforms`, in all lanes. */
  uniform(index: number): Code;
  /** The address of one of the loss's own `scratchColumns`. */
  scratch(column: number): Code;
  /**
   * `rank(value, key, result, samples, back)`: addresses of columns and a count. Writes the running
   * sums of `value` in descending order of `key` (`cumulate`; with `back` not 0 `cumulateBack`).
   */
  rank: Callable;
}

export interface LossWork {
  /** Bytes of a column to loop over: four for each sample, padded to whole iterations. */
  end: Code;
  /** The number of samples: an i32. */
  samples: Code;
  /** Stores one output of a vector's samples. Lanes of the padding hold arbitrary numbers. */
  store(output: string, x: Code, value: Code): void;
  /** Writes further code for a vector's samples, once. */
  alsoDo?(x: Code): void;
}
