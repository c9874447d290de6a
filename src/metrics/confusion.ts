import { callsPositive } from "../experiment/decision";
import type { Confusion } from "../experiment/snapshot";

/** Ratios of a confusion; one with denominator 0 is 0. */
export interface Ratios {
  accuracy: number;
  precision: number;
  recall: number;
  f1: number;
}

/** Counts over `logits` [rows] against `labels` [rows], 1 for a positive. */
export function confusion(logits: ArrayLike<number>, labels: Uint8Array): Confusion {
  let truePositives = 0;
  let called = 0;
  let positives = 0;
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    const call = callsPositive(logits[i]!) ? 1 : 0;
    positives += label;
    called += call;
    truePositives += label & call;
  }
  const falsePositives = called - truePositives;
  return {
    truePositives,
    falsePositives,
    trueNegatives: labels.length - positives - falsePositives,
    falseNegatives: positives - truePositives,
  };
}

export function ratios({ truePositives, falsePositives, trueNegatives, falseNegatives }: Confusion): Ratios {
  const ratio = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
  return {
    accuracy: ratio(truePositives + trueNegatives, truePositives + falsePositives + trueNegatives + falseNegatives),
    precision: ratio(truePositives, truePositives + falsePositives),
    recall: ratio(truePositives, truePositives + falseNegatives),
    f1: ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives),
  };
}
