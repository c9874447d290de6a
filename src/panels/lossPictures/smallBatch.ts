/** A batch of a few samples, positives first. */
export interface SmallBatch {
  /** [count], each 0 or 1. */
  labels: readonly (0 | 1)[];
  /** Probability of the positive class, [count]. */
  probabilities: readonly number[];
}

const POSITIVES = 5;
const NEGATIVES = 7;
/** Distance kept from probabilities 0 and 1, whose logits are infinite. */
const EDGE = 0.001;

/**
 * A batch with every kind of sample: found and missed positives, rejected negatives and false
 * alarms.
 */
export const exampleBatch: SmallBatch = {
  labels: [1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0],
  probabilities: [0.94, 0.81, 0.62, 0.38, 0.14, 0.78, 0.46, 0.29, 0.18, 0.11, 0.06, 0.03],
};

/** Samples of a run, evenly spaced by rank in each class from the highest score to the lowest. */
export function smallBatchOfRun(logits: ArrayLike<number>, labels: ArrayLike<number>): SmallBatch {
  const scores: Record<0 | 1, number[]> = { 0: [], 1: [] };
  for (let i = 0; i < logits.length; i++) {
    const logit = logits[i]!;
    if (Number.isFinite(logit)) scores[labels[i] === 1 ? 1 : 0].push(logit);
  }
  const pick = (label: 0 | 1, count: number) => {
    const sorted = scores[label].sort((a, b) => b - a);
    const taken = Math.min(count, sorted.length);
    return Array.from({ length: taken }, (_, i) => {
      const rank = taken === 1 ? 0 : Math.round((i * (sorted.length - 1)) / (taken - 1));
      return { label, probability: clampProbability(1 / (1 + Math.exp(-sorted[rank]!))) };
    });
  };
  const samples = [...pick(1, POSITIVES), ...pick(0, NEGATIVES)];
  return { labels: samples.map(({ label }) => label), probabilities: samples.map(({ probability }) => probability) };
}

export function withProbability(batch: SmallBatch, sample: number, probability: number): SmallBatch {
  return { ...batch, probabilities: batch.probabilities.with(sample, clampProbability(probability)) };
}

function clampProbability(probability: number): number {
  return Math.min(1 - EDGE, Math.max(EDGE, probability));
}
