import { rowsByClass } from "./rowsByClass";

/** What a set's scores say as an order, whatever their scale. */
export interface Ranking {
  /**
   * Area under the ROC curve: the chance that a positive scores above a negative, ties counting one half (Mann and
   * Whitney). NaN where a class is absent.
   */
  areaUnderRoc: number;
  /**
   * Average precision as scikit-learn's average_precision_score has it: Σₙ (Rₙ − Rₙ₋₁) Pₙ, with precision Pₙ and recall
   * Rₙ where everything from the n-th highest distinct score up is called positive. No interpolation. NaN where there
   * are no positives; 1 where there are no negatives.
   */
  averagePrecision: number;
}

const UNDEFINED: Ranking = { areaUnderRoc: Number.NaN, averagePrecision: Number.NaN };

/** Kept between calls: allocating takes a browser longer than filling, and sets are measured at every epoch. */
let scoresMemory = new Float64Array();
let rangesMemory = new Uint32Array();
let countsMemory = new Uint32Array();

/** Ranges for the lookup, per sorted score: most then hold one score or none. */
const RANGES_PER_SCORE = 8;

/**
 * `scores` [rows] in any monotone scale (logits or probabilities), `labels` [rows], 1 for a positive. All NaN where a
 * score is. Only the positives are sorted, and each negative is looked up among them: O(m log m + n) where scores are
 * spread evenly, at most O(m log m + n log m), for m positives and n negatives.
 */
export function rank(scores: ArrayLike<number>, labels: Uint8Array): Ranking {
  const { positives, negatives } = rowsByClass(labels);
  const count = positives.length;
  if (count === 0) return UNDEFINED;
  const sorted = sortedScores(scores, positives);
  if (sorted === null) return UNDEFINED;
  const { firstOf, lowest, perUnit } = evenRanges(sorted);
  const highest = sorted[count - 1]!;
  /** [k]: the negatives that score as high as exactly k of the positives, or higher. */
  const negativesAbove = zeros(count + 1);
  let halfWins = 0; // of positives over negatives
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
    // Ranges are monotone in the score: what is in lower ranges is below it, what is in higher ones above.
    const range = perUnit === 0 ? 0 : Math.trunc((score - lowest) * perUnit);
    const low = firstOf[range]!;
    const high = firstOf[range + 1]!;
    let below = low;
    let notAbove = low;
    if (low !== high) {
      below = countBelow(sorted, score, false, low, high);
      notAbove = sorted[below] === score ? countBelow(sorted, score, true, below, high) : below;
    }
    halfWins += 2 * count - below - notAbove;
    negativesAbove[notAbove]!++;
  }
  return {
    areaUnderRoc: halfWins / (2 * count * negatives.length),
    averagePrecision: averagePrecision(sorted, negativesAbove),
  };
}

/** From the highest distinct score down: recall rises at positives alone, so that only their scores count. */
function averagePrecision(sorted: Float64Array, negativesAbove: Uint32Array): number {
  const count = sorted.length;
  let sum = 0;
  let called = 0; // positives that score as high, those of the same score included
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

/** In memory that the next call uses again; null where one is NaN. */
function sortedScores(scores: ArrayLike<number>, rows: Uint32Array): Float64Array | null {
  if (scoresMemory.length < rows.length) scoresMemory = new Float64Array(rows.length);
  const sorted = scoresMemory.subarray(0, rows.length);
  for (let i = 0; i < rows.length; i++) {
    const score = scores[rows[i]!]! + 0; // −0 sorts before 0 but ties with it
    if (Number.isNaN(score)) return null;
    sorted[i] = score;
  }
  sorted.sort();
  return sorted;
}

/** In memory that the next call uses again. */
function zeros(length: number): Uint32Array {
  if (countsMemory.length < length) countsMemory = new Uint32Array(length);
  const counts = countsMemory.subarray(0, length);
  counts.fill(0);
  return counts;
}

/**
 * Ranges of equal width from the lowest to the highest of the sorted scores; range r holds those from `firstOf[r]` up to
 * `firstOf[r + 1]`. A single one where they cannot be divided: all are equal, or not all finite.
 */
function evenRanges(sorted: Float64Array): { firstOf: Uint32Array; lowest: number; perUnit: number } {
  const lowest = sorted[0]!;
  const count = RANGES_PER_SCORE * sorted.length;
  // A little less than all ranges together, so that the highest lies within the last.
  const perUnit = (count * (1 - 2 ** -40)) / (sorted[sorted.length - 1]! - lowest);
  if (!(perUnit > 0 && perUnit < Number.POSITIVE_INFINITY)) {
    return { firstOf: Uint32Array.of(0, sorted.length), lowest, perUnit: 0 };
  }
  if (rangesMemory.length <= count) rangesMemory = new Uint32Array(count + 1);
  const firstOf = rangesMemory.subarray(0, count + 1);
  firstOf.fill(0);
  for (let i = 0; i < sorted.length; i++) {
    const range = Math.trunc((sorted[i]! - lowest) * perUnit);
    firstOf[range + 1] = i + 1;
  }
  for (let range = 1; range <= count; range++) firstOf[range] = Math.max(firstOf[range]!, firstOf[range - 1]!);
  return { firstOf, lowest, perUnit };
}

/**
 * How many of the sorted values are below `score`, or with `orEqual` not above it; known to be from `low` to `high`.
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
