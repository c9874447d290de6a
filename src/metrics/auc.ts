import { rowsByClass } from "./rowsByClass";

/** Kept from call to call: a browser takes its time to find room for an array, and a set is measured at every epoch. */
let scoresRoom = new Float64Array();
let rangesRoom = new Uint32Array();

/** Of the ranges that scores are looked up in, for each score that is sorted: most hold one score or none. */
const RANGES_PER_SCORE = 8;

/**
 * Area under the ROC curve: the chance that a positive scores above a negative, ties counting one half (Mann and Whitney).
 * `scores` [rows] in any monotone scale (logits or probabilities), `labels` [rows], 1 for a positive. NaN where a class is absent or a
 * score is NaN. Only the smaller class is sorted and the other looked up in it: O(m log m + n) where scores spread evenly, at most O(n log m), m the
 * smaller class.
 */
export function areaUnderRoc(scores: ArrayLike<number>, labels: Uint8Array): number {
  const { positives, negatives } = rowsByClass(labels);
  if (positives.length === 0 || negatives.length === 0) return Number.NaN;
  const [fewer, more] = positives.length < negatives.length ? [positives, negatives] : [negatives, positives];
  if (scoresRoom.length < fewer.length) scoresRoom = new Float64Array(fewer.length);
  const sorted = scoresRoom.subarray(0, fewer.length);
  for (let i = 0; i < fewer.length; i++) {
    const score = scores[fewer[i]!]! + 0; // −0 sorts before 0 but ties with it
    if (Number.isNaN(score)) return Number.NaN;
    sorted[i] = score;
  }
  sorted.sort();
  const { firstOf, lowest, perUnit } = evenRanges(sorted);
  const highest = sorted[sorted.length - 1]!;
  let halfWins = 0; // of the sorted class over the other
  for (let i = 0; i < more.length; i++) {
    const score = scores[more[i]!]!;
    if (score > highest) continue;
    if (score < lowest) {
      halfWins += 2 * sorted.length;
      continue;
    }
    if (Number.isNaN(score)) return Number.NaN;
    // Monotone in the score, so what is in lower ranges is below it and what is in higher ones above.
    const range = perUnit === 0 ? 0 : Math.trunc((score - lowest) * perUnit);
    const low = firstOf[range]!;
    const high = firstOf[range + 1]!;
    if (low === high) {
      halfWins += 2 * (sorted.length - low);
      continue;
    }
    const below = countBelow(sorted, score, false, low, high);
    const notAbove = sorted[below] === score ? countBelow(sorted, score, true, below, high) : below;
    halfWins += 2 * sorted.length - below - notAbove;
  }
  const share = halfWins / (2 * fewer.length * more.length);
  return fewer === positives ? share : 1 - share;
}

/**
 * Ranges of equal width from the lowest to the highest of the sorted scores; range r holds those from `firstOf[r]` up to `firstOf[r + 1]`. A single
 * one where they cannot be divided: all are equal, or not all finite.
 */
function evenRanges(sorted: Float64Array): { firstOf: Uint32Array; lowest: number; perUnit: number } {
  const lowest = sorted[0]!;
  const count = RANGES_PER_SCORE * sorted.length;
  // A little less than all ranges together, so that the highest lies within the last.
  const perUnit = (count * (1 - 2 ** -40)) / (sorted[sorted.length - 1]! - lowest);
  if (!(perUnit > 0 && perUnit < Number.POSITIVE_INFINITY)) {
    return { firstOf: Uint32Array.of(0, sorted.length), lowest, perUnit: 0 };
  }
  if (rangesRoom.length <= count) rangesRoom = new Uint32Array(count + 1);
  const firstOf = rangesRoom.subarray(0, count + 1);
  firstOf.fill(0);
  for (let i = 0; i < sorted.length; i++) {
    const range = Math.trunc((sorted[i]! - lowest) * perUnit);
    firstOf[range + 1] = i + 1;
  }
  for (let range = 1; range <= count; range++) firstOf[range] = Math.max(firstOf[range]!, firstOf[range - 1]!);
  return { firstOf, lowest, perUnit };
}

/** How many of the sorted values are below `score`, or with `orLevel` not above it; it is known to be from `low` to `high`. */
function countBelow(sorted: Float64Array, score: number, orLevel: boolean, low: number, high: number): number {
  let from = low;
  let to = high;
  while (from < to) {
    const middle = (from + to) >>> 1;
    const value = sorted[middle]!;
    if (value < score || (orLevel && value === score)) from = middle + 1;
    else to = middle;
  }
  return from;
}
