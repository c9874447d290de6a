import type { EpochRecord } from "../training/snapshot";

/**
 * About two for each pixel of the chart (a record is some 700 bytes); beyond it every second one
 * goes, so that a run of any length stays small.
 */
const MOST_RECORDS = 512;

/** The history with newly finished epochs behind it. */
export function extendHistory(
  history: readonly EpochRecord[],
  finished: readonly EpochRecord[],
): readonly EpochRecord[] {
  if (finished.length === 0) return history;
  let records = [...history, ...finished];
  while (records.length > MOST_RECORDS) records = thinned(records);
  return records;
}

/** The first and the last stay, and every second between. */
function thinned(records: readonly EpochRecord[]): EpochRecord[] {
  return records.filter((_, i) => i % 2 === 0 || i === records.length - 1);
}
