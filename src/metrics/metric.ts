import type { Confusion } from "./confusion";
import type { Ranking } from "./ranking";

/** The scores of one set of samples, with results that several metrics share. */
export interface ScoredSet {
  /** [rows], the decision logits. */
  readonly logits: ArrayLike<number>;
  /** [rows], 1 for a positive. */
  readonly labels: Uint8Array;
  /** Computed when first read. */
  readonly ranking: Ranking;
}

/** What screens and files need to know about any metric. */
interface Described {
  readonly better: "more" | "less";
  /**
   * `share`: from 0 to 1. `correlation`: from −1 to 1. `loss`: the loss itself, so that values of
   * different losses cannot be compared.
   */
  readonly scale: "share" | "correlation" | "loss";
  /**
   * Where values of trained networks usually are: axes and colours omit the part of a scale that
   * would stay empty.
   */
  readonly usual: "anywhere" | "near 0" | "near 1";
  /** Column name in CSV files, as scikit-learn and PyTorch call it. JSON uses the metric's key. */
  readonly column: string;
  /** Whether it is shown where there is room for only a few. */
  readonly inRow?: true;
}

/**
 * A metric of the confusion counts. The counts may be shares or expected counts: for those of the
 * best possible classifier it gives the best reachable value.
 */
export interface CountMetric extends Described {
  readonly from: "counts";
  /** NaN if undefined: screens show a dash, CSV an empty cell, JSON null. */
  readonly of: (counts: Confusion) => number;
  /**
   * Whether, over all weights of the positives, the best possible classifier is best at a weight
   * between the extremes. Recall is best where every sample is predicted positive, so it is not.
   */
  readonly hasBestWeight?: true;
}

/** A metric of the scores themselves. It takes longer, so not every epoch of a run has it. */
export interface ScoreMetric extends Described {
  readonly from: "scores";
  /** NaN if undefined. */
  readonly of: (set: ScoredSet) => number;
}

/** The loss of all samples of a set as one batch, without penalties. */
export interface LossMetric extends Described {
  readonly from: "loss";
}

export type Metric = CountMetric | ScoreMetric | LossMetric;
