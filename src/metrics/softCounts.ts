/**
 * The confusion counts with probabilities instead of decisions: each sample counts as much as its
 * probability.
 */
export interface SoftCounts {
  /** Σ p·y */
  truePositives: number;
  /** Σ p·(1 − y) */
  falsePositives: number;
  /** Σ (1 − p)·y */
  falseNegatives: number;
}

/** `probabilities` [count] of the positive class; `labels` [count], 0 or 1. */
export function softCounts(probabilities: ArrayLike<number>, labels: ArrayLike<number>): SoftCounts {
  const counts = { truePositives: 0, falsePositives: 0, falseNegatives: 0 };
  for (let i = 0; i < probabilities.length; i++) {
    const p = probabilities[i]!;
    if (labels[i] === 1) {
      counts.truePositives += p;
      counts.falseNegatives += 1 - p;
    } else counts.falsePositives += p;
  }
  return counts;
}
