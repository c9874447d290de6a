import { callsPositive } from "../experiment/decision";
import type { Confusion } from "../experiment/snapshot";
import { rowsByClass } from "./rowsByClass";

/** Ratios of a confusion; one with denominator 0 is 0. */
export interface Ratios {
  accuracy: number;
  precision: number;
  recall: number;
  f1: number;
}

/** Counts over `logits` [rows] against `labels` [rows], 1 for a positive. */
export function confusion(logits: ArrayLike<number>, labels: Uint8Array): Confusion {
  const { positives, negatives } = rowsByClass(labels);
  const truePositives = calledAmong(logits, positives);
  const falsePositives = calledAmong(logits, negatives);
  return {
    truePositives,
    falsePositives,
    trueNegatives: negatives.length - falsePositives,
    falseNegatives: positives.length - truePositives,
  };
}

function calledAmong(logits: ArrayLike<number>, rows: Uint32Array): number {
  let called = 0;
  for (let i = 0; i < rows.length; i++) {
    const logit = logits[rows[i]!]!;
    // Most are far below; the exact question is for the rest.
    if (logit > 0 && callsPositive(logit)) called++;
  }
  return called;
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
