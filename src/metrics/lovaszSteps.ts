/**
 * A sample in descending order of errors, and how much adding it to the mistakes raises the Jaccard
 * loss.
 */
export interface LovaszStep {
  /** Index of the sample. */
  sample: number;
  error: number;
  /**
   * Jaccard loss with the errors up to this one, minus that with those before it: 0 or more; all
   * steps sum to 1.
   */
  step: number;
}

/**
 * The Lovász extension of the Jaccard loss at these errors: Σ error·step (Berman et al. 2018,
 * algorithm 1). If the k largest errors are the mistakes, the Jaccard loss is 1 − (positives −
 * missed) / (positives + false alarms). `errors` [count]; `labels` [count], 0 or 1. Samples with
 * equal errors keep their order.
 */
export function lovaszSteps(errors: ArrayLike<number>, labels: ArrayLike<number>): LovaszStep[] {
  const order = Array.from({ length: errors.length }, (_, i) => i).sort((a, b) => errors[b]! - errors[a]!);
  let positives = 0;
  for (let i = 0; i < labels.length; i++) positives += labels[i]!;
  let missed = 0;
  let falseAlarms = 0;
  let before = 0;
  return order.map((sample) => {
    if (labels[sample] === 1) missed++;
    else falseAlarms++;
    const jaccardLoss = 1 - (positives - missed) / (positives + falseAlarms);
    const step = jaccardLoss - before;
    before = jaccardLoss;
    return { sample, error: errors[sample]!, step };
  });
}
