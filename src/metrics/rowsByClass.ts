/** Which rows of a set are of which class. */
export interface RowsByClass {
  positives: Uint32Array;
  negatives: Uint32Array;
}

const known = new WeakMap<Uint8Array, RowsByClass>();

/**
 * `labels` [rows], 1 for a positive: found once for an array, which must not change after. A set is
 * measured at every epoch, by the same labels.
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
