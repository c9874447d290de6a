/**
 * Area under the ROC curve: the chance that a positive scores above a negative, ties counting one half (Mann and Whitney).
 * `scores` [rows] in any monotone scale (logits or probabilities), `labels` [rows], 1 for a positive. NaN where a class is absent or a
 * score is NaN. O(n log n): the scores of each class are sorted as numbers, then merged.
 */
export function areaUnderRoc(scores: ArrayLike<number>, labels: Uint8Array): number {
  let positives = 0;
  for (let i = 0; i < labels.length; i++) positives += labels[i]!;
  const negatives = labels.length - positives;
  if (positives === 0 || negatives === 0) return Number.NaN;
  const high = new Float64Array(positives);
  const low = new Float64Array(negatives);
  let nextHigh = 0;
  let nextLow = 0;
  for (let i = 0; i < labels.length; i++) {
    const score = scores[i]! + 0; // −0 sorts before 0 but ties with it
    if (Number.isNaN(score)) return Number.NaN;
    if (labels[i] === 1) high[nextHigh++] = score;
    else low[nextLow++] = score;
  }
  high.sort();
  low.sort();
  let below = 0; // negatives below this positive
  let notAbove = 0; // negatives below or level with it
  let halfWins = 0;
  for (let i = 0; i < positives; i++) {
    const score = high[i]!;
    while (below < negatives && low[below]! < score) below++;
    if (notAbove < below) notAbove = below;
    while (notAbove < negatives && low[notAbove]! <= score) notAbove++;
    halfWins += below + notAbove;
  }
  return halfWins / (2 * positives * negatives);
}
