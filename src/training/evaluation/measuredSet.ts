import type { SampleSet } from "../../engine/sampleSet";

/**
 * A set, and room for what a network gives on it: finding room for arrays at every epoch takes a
 * browser longer than filling them.
 */
export interface MeasuredSet {
  readonly set: SampleSet;
  /** In float64. */
  readonly targets: readonly Float64Array[];
  /** [rows, outputs] row-major. */
  readonly outputs: Float32Array;
  /** The outputs as columns, [outputs][rows]: of the network measured last. */
  readonly columns: readonly Float64Array[];
}

/** What the loss reads of a set or of a stretch of it: arrays of equal length. */
export interface LossColumns {
  predictions: readonly Float64Array[];
  targets: readonly Float64Array[];
}

/** `outputs`: how many the network has. */
export function measuredSet(set: SampleSet, outputs: number): MeasuredSet {
  return {
    set,
    targets: set.targets.map((column) => new Float64Array(column)),
    outputs: new Float32Array(set.rows * outputs),
    columns: Array.from({ length: outputs }, () => new Float64Array(set.rows)),
  };
}

/** Puts `outputs` [rows, outputs] row-major into the set's columns. */
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
