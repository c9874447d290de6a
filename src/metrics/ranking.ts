import { rowsByClass } from "./rowsByClass";

/** Results that depend only on the order of a set's scores, not on their scale. */
export interface Ranking {
  /**
   * Area under the ROC curve: the probability that a positive scores above a negative, with ties
   * counting one half (Mann and Whitney). NaN if a class is absent.
   */
  areaUnderRoc: number;
  /**
   * Average precision as in scikit-learn's average_precision_score: Σₙ (Rₙ − Rₙ₋₁) Pₙ, where
   * precision Pₙ and recall Rₙ are those with every score from the n-th highest distinct one up
   * predicted positive. No interpolation. NaN without positives; 1 without negatives.
   */
  averagePrecision: number;
}

const UNDEFINED: Ranking = { areaUnderRoc: Number.NaN, averagePrecision: Number.NaN };

/** Kept between calls: in a browser, allocating takes longer than filling. */
let unsortedMemory = new Float64Array();
let sortedMemory = new Float64Array();
let rangesMemory = new Uint32Array();
let countsMemory = new Uint32Array();

/**
 * Number of ranges for sorting and lookup, per positive: most ranges then hold one score or none.
 */
const RANGES_PER_SCORE = 4;
/** More than this does not fit into a processor's cache. */
const MOST_RANGES = 65_536;
/** With more pairs within ranges than this per positive, the browser's own sort is faster. */
const MOST_PAIRS_PER_SCORE = 16;

/**
 * `scores` [rows] on any monotone scale (logits or probabilities); `labels` [rows], 1 for a
 * positive. All results are NaN if a score is NaN. Positives are sorted, and each negative is
 * looked up among them: O(m + n) if scores are spread evenly, at most O((m + n) log m), for m
 * positives and n negatives.
 */
export function rank(scores: ArrayLike<number>, labels: Uint8Array): Ranking {
  const { positives, negatives } = rowsByClass(labels);
  const count = positives.length;
  if (count === 0) return UNDEFINED;
  const table = sortedTable(scores, positives);
  if (table === null) return UNDEFINED;
  const { sorted, firstOf, lowest, perUnit } = table;
  const highest = sorted[count - 1]!;
  /** [k]: the number of negatives that score at least as high as exactly k of the positives. */
  const negativesAbove = zeros(count + 1);
  let halfWins = 0; // Pairs with the positive above the negative.
  for (let i = 0; i < negatives.length; i++) {
    const score = scores[negatives[i]!]!;
    if (score < lowest) {
      halfWins += 2 * count;
      continue;
    }
    if (score > highest) {
      negativesAbove[count]!++;
      continue;
    }
    if (Number.isNaN(score)) return UNDEFINED;
    // Ranges are monotone in the score: scores in lower ranges are lower, in higher ranges higher.
    const range = perUnit === 0 ? 0 : Math.trunc((score - lowest) * perUnit);
    const low = firstOf[range]!;
    const high = firstOf[range + 1]!;
    if (low === high) {
      halfWins += 2 * (count - low);
      negativesAbove[low]!++;
      continue;
    }
    const below = countBelow(sorted, score, false, low, high);
    const notAbove = sorted[below] === score ? countBelow(sorted, score, true, below, high) : below;
    halfWins += 2 * count - below - notAbove;
    negativesAbove[notAbove]!++;
  }
  return {
    areaUnderRoc: halfWins / (2 * count * negatives.length),
    averagePrecision: averagePrecision(sorted, negativesAbove),
  };
}

/**
 * From the highest distinct score down: recall rises only at positives, so only their scores count.
 */
function averagePrecision(sorted: Float64Array, negativesAbove: Uint32Array): number {
  const count = sorted.length;
  let sum = 0;
  let called = 0; // Number of positives that score at least as high.
  let falsePositives = 0;
  let tied = 0;
  for (let i = count - 1; i >= 0; i--) {
    falsePositives += negativesAbove[i + 1]!;
    called++;
    tied++;
    if (i > 0 && sorted[i - 1] === sorted[i]) continue;
    sum += (tied * called) / (called + falsePositives);
    tied = 0;
  }
  return sum / count;
}

/** In memory that the next call reuses. */
function zeros(length: number): Uint32Array {
  if (countsMemory.length < length) countsMemory = new Uint32Array(length);
  const counts = countsMemory.subarray(0, length);
  counts.fill(0);
  return counts;
}

interface SortedTable {
  sorted: Float64Array;
  /**
   * Ranges of equal width from the lowest to the highest score, `perUnit` per unit; range r holds
   * the scores from `firstOf[r]` up to `firstOf[r + 1]`. A single range, with `perUnit` 0, if the
   * span cannot be divided: all scores are equal, or not all are finite.
   */
  firstOf: Uint32Array;
  lowest: number;
  perUnit: number;
}

/** The scores of these rows, in memory that the next call reuses; null if one is NaN. */
function sortedTable(scores: ArrayLike<number>, rows: Uint32Array): SortedTable | null {
  const count = rows.length;
  if (sortedMemory.length < count) {
    unsortedMemory = new Float64Array(count);
    sortedMemory = new Float64Array(count);
  }
  const unsorted = unsortedMemory;
  const sorted = sortedMemory.subarray(0, count);
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < count; i++) {
    const score = scores[rows[i]!]!;
    if (Number.isNaN(score)) return null;
    unsorted[i] = score;
    if (score < lowest) lowest = score;
    if (score > highest) highest = score;
  }
  const ranges = Math.min(RANGES_PER_SCORE * count, MOST_RANGES);
  // Slightly less than all ranges together, so that the highest score is within the last.
  const perUnit = (ranges * (1 - 2 ** -40)) / (highest - lowest);
  if (!(perUnit > 0 && perUnit < Number.POSITIVE_INFINITY)) {
    sorted.set(unsorted.subarray(0, count));
    sorted.sort();
    return { sorted, firstOf: Uint32Array.of(0, count), lowest, perUnit: 0 };
  }
  if (rangesMemory.length < ranges + 2) rangesMemory = new Uint32Array(ranges + 2);
  const firstOf = rangesMemory.subarray(0, ranges + 2);
  firstOf.fill(0);
  // A counting sort by range. First, [r + 2] holds counts; then [r + 1] is the start of range r
  // and, once the range is filled, its end.
  let pairs = 0;
  for (let i = 0; i < count; i++) {
    const at = Math.trunc((unsorted[i]! - lowest) * perUnit) + 2;
    const held = firstOf[at]! + 1;
    firstOf[at] = held;
    pairs += held - 1;
  }
  for (let at = 3; at < firstOf.length; at++) firstOf[at] = firstOf[at]! + firstOf[at - 1]!;
  for (let i = 0; i < count; i++) {
    const score = unsorted[i]!;
    const range = Math.trunc((score - lowest) * perUnit);
    const place = firstOf[range + 1]!;
    sorted[place] = score;
    firstOf[range + 1] = place + 1;
  }
  if (pairs > MOST_PAIRS_PER_SCORE * count) sorted.sort();
  else sortNearly(sorted);
  return { sorted, firstOf, lowest, perUnit };
}

/** Insertion sort: for values that are each a few positions from where they belong. */
function sortNearly(values: Float64Array): void {
  for (let i = 1; i < values.length; i++) {
    const value = values[i]!;
    let place = i;
    while (place > 0 && values[place - 1]! > value) {
      values[place] = values[place - 1]!;
      place--;
    }
    values[place] = value;
  }
}

/**
 * The number of sorted values below `score`, or with `orEqual` not above it; known to be between
 * `low` and `high`.
 */
function countBelow(sorted: Float64Array, score: number, orEqual: boolean, low: number, high: number): number {
  let from = low;
  let to = high;
  while (from < to) {
    const middle = (from + to) >>> 1;
    const value = sorted[middle]!;
    if (value < score || (orEqual && value === score)) from = middle + 1;
    else to = middle;
  }
  return from;
}
