/**
 * Area under the ROC curve: the chance that a positive scores above a negative, ties counting one half (Mann and Whitney).
 * `scores` [rows] in any monotone scale (logits or probabilities), `labels` [rows], 1 for a positive. NaN where a class is absent or a
 * score is NaN. Only the smaller class is sorted and the other looked up in it: O(n log m), m the smaller class.
 */
export function areaUnderRoc(scores: ArrayLike<number>, labels: Uint8Array): number {
  let positives = 0;
  for (let i = 0; i < labels.length; i++) positives += labels[i]!;
  const negatives = labels.length - positives;
  if (positives === 0 || negatives === 0) return Number.NaN;
  const sortedLabel = positives < negatives ? 1 : 0;
  const sorted = new Float64Array(Math.min(positives, negatives));
  let next = 0;
  for (let i = 0; i < labels.length; i++) {
    const score = scores[i]! + 0; // −0 sorts before 0 but ties with it
    if (Number.isNaN(score)) return Number.NaN;
    if (labels[i] === sortedLabel) sorted[next++] = score;
  }
  sorted.sort();
  let halfWins = 0; // of the sorted class over the other
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] === sortedLabel) continue;
    const score = scores[i]!;
    const below = countBelow(sorted, score, false);
    const notAbove = below < sorted.length && sorted[below] === score ? countBelow(sorted, score, true) : below;
    halfWins += 2 * sorted.length - below - notAbove;
  }
  const share = halfWins / (2 * positives * negatives);
  return sortedLabel === 1 ? share : 1 - share;
}

/** How many of the sorted values are below `score`, or with `orLevel` not above it. */
function countBelow(sorted: Float64Array, score: number, orLevel: boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const value = sorted[middle]!;
    if (value < score || (orLevel && value === score)) low = middle + 1;
    else high = middle;
  }
  return low;
}
