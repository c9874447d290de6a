import { type Confusion, confusion } from "./confusion";
import type { ScoredSet, ScoreMetric } from "./metric";
import {
  type CountMetricName,
  countMetrics,
  type EpochMetricName,
  type MetricValues,
  metrics,
  metricValues,
  type ScoreMetricName,
  scoreMetricNames,
} from "./metrics";
import { type Ranking, rank } from "./ranking";

/**
 * What is computed of a set after every epoch: the metrics that follow from its loss and its
 * counts.
 */
export interface EpochMetrics extends Readonly<Record<EpochMetricName, number>> {
  readonly confusion: Confusion;
}

/** Every metric of a set, and its counts. */
export interface SetMetrics extends EpochMetrics, Readonly<Record<ScoreMetricName, number>> {}

/**
 * Measures a set from its logits [rows], labels [rows] and its loss as one batch. A sample is
 * predicted positive if its probability is above ½, strictly.
 */
export function epochMetrics(logits: ArrayLike<number>, labels: Uint8Array, loss: number): EpochMetrics {
  const counts = confusion(logits, labels);
  return { loss, ...countMetrics(counts), confusion: counts };
}

/** Whether a network calls no sample of the set positive. */
export function alwaysSaysNo({
  confusion: { truePositives, falsePositives },
}: Pick<EpochMetrics, "confusion">): boolean {
  return truePositives + falsePositives === 0;
}

/** The same with the metrics of the scores, which take several times as long. */
export function withScoreMetrics(known: EpochMetrics, logits: ArrayLike<number>, labels: Uint8Array): SetMetrics {
  const set = new Scored(logits, labels);
  const values = {} as Record<ScoreMetricName, number>;
  for (const name of scoreMetricNames) values[name] = (metrics[name] as ScoreMetric).of(set);
  return { ...known, ...values };
}

/** Every metric of a set, without its counts. */
export function setMetrics(logits: ArrayLike<number>, labels: Uint8Array, loss: number): MetricValues {
  const counts = countMetrics(confusion(logits, labels));
  const set = new Scored(logits, labels);
  return metricValues((name) => {
    const metric = metrics[name];
    if (metric.from === "loss") return loss;
    return metric.from === "scores" ? metric.of(set) : counts[name as CountMetricName];
  });
}

class Scored implements ScoredSet {
  readonly logits: ArrayLike<number>;
  readonly labels: Uint8Array;
  #ranking: Ranking | undefined;

  constructor(logits: ArrayLike<number>, labels: Uint8Array) {
    this.logits = logits;
    this.labels = labels;
  }

  get ranking(): Ranking {
    this.#ranking ??= rank(this.logits, this.labels);
    return this.#ranking;
  }
}
