import { type LovaszStep, lovaszSteps } from "../../metrics/lovaszSteps";
import { logitOf } from "../format/probability";
import type { RatioFigure } from "./batchFigures";
import type { BatchValues } from "./batchValues";
import type { SmallBatch } from "./smallBatch";

/**
 * Contribution of each sample to the parts of a ratio, and the two sums. The loss is 1 − numerator
 * / denominator, or a power of it.
 */
export function ratioSums(figure: RatioFigure, { labels, probabilities }: SmallBatch) {
  const of = (label: 0 | 1, share: (p: number) => number) =>
    probabilities.filter((_, i) => labels[i] === label).map(share);
  const hits = of(1, figure.overlap);
  const misses = of(1, figure.missed);
  const falseAlarms = of(0, figure.falseAlarm);
  const numerator = sum(hits) + figure.smooth;
  return { hits, misses, falseAlarms, numerator, denominator: numerator + sum(misses) + sum(falseAlarms) };
}

export interface GradientBin {
  from: number;
  to: number;
  samples: { id: number; label: 0 | 1; weight: number }[];
}

/**
 * Samples binned by the size of their cross-entropy gradient, |p − y|, in bins of equal width. A
 * sample's weight is the factor by which the loss multiplies that gradient, computed from the
 * loss's own gradient: gradient · count / (p − y).
 */
export function gradientBins({ labels, probabilities }: SmallBatch, { gradients }: BatchValues, bins: number) {
  const whole = Math.max(1, Math.round(bins));
  const filled: GradientBin[] = Array.from({ length: whole }, (_, i) => ({
    from: i / whole,
    to: (i + 1) / whole,
    samples: [],
  }));
  for (const [id, p] of probabilities.entries()) {
    const label = labels[id]!;
    const size = Math.abs(p - label);
    // The same comparison as in the loss: a size of (i + 1)/bins belongs to the next bin.
    const bin = filled.find(({ to }) => size < to) ?? filled[whole - 1]!;
    bin.samples.push({ id, label, weight: (gradients[id]! * labels.length) / (p - label) });
  }
  return filled;
}

/** Cross entropy of each sample: [count], in nats. */
export function crossEntropies({ labels, probabilities }: SmallBatch): number[] {
  return probabilities.map((p, i) => -Math.log(labels[i] === 1 ? p : 1 - p));
}

/** Hinge errors 1 − (2y − 1)z, each with its step of the Jaccard loss, largest error first. */
export function jaccardAreas({ labels, probabilities }: SmallBatch): LovaszStep[] {
  return lovaszSteps(
    probabilities.map((p, i) => 1 - (2 * labels[i]! - 1) * logitOf(p)),
    labels,
  );
}

/**
 * The logits of each class with their mean and (population) standard deviation: positives, then
 * negatives.
 */
export function scoreSetsOf({ labels, probabilities }: SmallBatch) {
  const of = (label: 0 | 1) => {
    const scores = probabilities.filter((_, i) => labels[i] === label).map(logitOf);
    const mean = sum(scores) / Math.max(1, scores.length);
    const variance = sum(scores.map((score) => (score - mean) ** 2)) / Math.max(1, scores.length);
    return { scores, mean, deviation: Math.sqrt(variance) };
  };
  return [of(1), of(0)] as const;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
