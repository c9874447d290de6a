import { callsPositive } from "../experiment/decision";
import { rowsByClass } from "./rowsByClass";

/** The number of samples of each label that are predicted positive or negative. */
export interface Confusion {
  truePositives: number;
  falsePositives: number;
  trueNegatives: number;
  falseNegatives: number;
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
    // Most logits are far below 0; only the others need the exact comparison.
    if (logit > 0 && callsPositive(logit)) called++;
  }
  return called;
}
