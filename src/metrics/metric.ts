import type { Confusion } from "./confusion";
import type { Ranking } from "./ranking";

/** The scores of one set of samples, and what several metrics find in them. */
export interface ScoredSet {
  /** [rows], the decision logits. */
  readonly logits: ArrayLike<number>;
  /** [rows], 1 for a positive. */
  readonly labels: Uint8Array;
  /** Found when it is first read. */
  readonly ranking: Ranking;
}

/** Everything that screens and files need to know about a metric, whatever it is computed from. */
interface Described {
  readonly better: "more" | "less";
  /**
   * `share`: from 0 to 1. `correlation`: from −1 to 1. `loss`: that of the loss itself, so that
   * values under different losses cannot be compared.
   */
  readonly scale: "share" | "correlation" | "loss";
  /**
   * Where values of trained networks lie: axes and colours leave out the part of a scale that would
   * stay empty.
   */
  readonly usual: "anywhere" | "near 0" | "near 1";
  /** Column name in CSV files, as scikit-learn and PyTorch call it. JSON takes the metric's key. */
  readonly column: string;
  /** Shown without being asked for, where there is room for a few. */
  readonly inRow?: true;
}

/**
 * A metric of the confusion counts. The counts may be shares or expected counts: given those of the
 * best possible classifier, it is what can be reached.
 */
export interface CountMetric extends Described {
  readonly from: "counts";
  /** NaN where it is undefined: screens show a dash, CSV an empty cell, JSON null. */
  readonly of: (counts: Confusion) => number;
  /** Stands for NaN, as in scikit-learn's `zero_division=0`. */
  readonly whereUndefined?: 0;
  /**
   * Whether the best possible classifiers, one for each weight of the positives, have their best
   * value at one weight between the ends. Recall has it where every sample is called positive.
   */
  readonly hasBestWeight?: true;
}

/** A metric of the scores themselves. It takes longer, so that not every epoch of a run has it. */
export interface ScoreMetric extends Described {
  readonly from: "scores";
  /** NaN where it is undefined. */
  readonly of: (set: ScoredSet) => number;
}

/** The loss of all samples of a set as one batch, without penalties. */
export interface LossMetric extends Described {
  readonly from: "loss";
}

export type Metric = CountMetric | ScoreMetric | LossMetric;
