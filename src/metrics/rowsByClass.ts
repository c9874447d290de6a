/** The rows of a set by class. */
export interface RowsByClass {
  positives: Uint32Array;
  negatives: Uint32Array;
}

const known = new WeakMap<Uint8Array, RowsByClass>();

/**
 * `labels` [rows], 1 for a positive. Computed once per array, which must not change afterwards: a
 * set is measured in every epoch with the same labels.
 */
export function rowsByClass(labels: Uint8Array): RowsByClass {
  let rows = known.get(labels);
  if (rows === undefined) {
    const all = Uint32Array.from(labels.keys());
    rows = {
      positives: all.filter((row) => labels[row] === 1),
      negatives: all.filter((row) => labels[row] !== 1),
    };
    known.set(labels, rows);
  }
  return rows;
}
