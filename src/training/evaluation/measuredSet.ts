import type { SampleSet } from "../../engine/sampleSet";

/**
 * A set with memory for a network's results on it: in a browser, allocating arrays in every epoch
 * takes longer than filling them.
 */
export interface MeasuredSet {
  readonly set: SampleSet;
  /** In float64. */
  readonly targets: readonly Float64Array[];
  /** [rows, outputs] row-major. */
  readonly outputs: Float32Array;
  /** The outputs of the network measured last, as columns: [outputs][rows]. */
  readonly columns: readonly Float64Array[];
}

/** What the loss reads from a set or a range of it: arrays of equal length. */
export interface LossColumns {
  predictions: readonly Float64Array[];
  targets: readonly Float64Array[];
}

/** `outputs`: the number of network outputs. */
export function measuredSet(set: SampleSet, outputs: number): MeasuredSet {
  return {
    set,
    targets: set.targets.map((column) => new Float64Array(column)),
    outputs: new Float32Array(set.rows * outputs),
    columns: Array.from({ length: outputs }, () => new Float64Array(set.rows)),
  };
}

/** Copies `outputs` [rows, outputs] row-major to the set's columns. */
export function lossColumns({ columns, targets }: MeasuredSet, outputs: Float32Array | Float64Array): LossColumns {
  const count = columns.length;
  if (count === 1) columns[0]!.set(outputs);
  else {
    for (const [k, column] of columns.entries()) {
      for (let row = 0; row < column.length; row++) column[row] = outputs[row * count + k]!;
    }
  }
  return { predictions: columns, targets };
}
