import { logSoftmax as writeLogSoftmax } from "../../losses/logSoftmax";

/** The logarithm of the softmax of a few logits. */
export function logSoftmax(logits: readonly number[]): number[] {
  const logs = Float64Array.from(logits);
  writeLogSoftmax(logs, 0, logs.length, logs);
  return [...logs];
}

export function softmax(logits: readonly number[]): number[] {
  return logSoftmax(logits).map(Math.exp);
}

/**
 * Logits of these probabilities with the given mean: softmax determines them only up to a constant.
 */
export function logitsOf(probabilities: readonly number[], mean: number): number[] {
  const logs = probabilities.map(Math.log);
  const shift = mean - logs.reduce((total, log) => total + log, 0) / logs.length;
  return logs.map((log) => log + shift);
}

/**
 * Change of the probabilities when the logits change by `step`, to first order: p ∘ (step − Σ p ·
 * step).
 */
export function probabilityStep(probabilities: readonly number[], step: readonly number[]): number[] {
  const mean = probabilities.reduce((total, p, k) => total + p * step[k]!, 0);
  return probabilities.map((p, k) => p * (step[k]! - mean));
}
