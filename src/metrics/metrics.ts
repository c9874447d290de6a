import { expectedCalibrationError } from "./calibration";
import type { Confusion } from "./confusion";
import type { CountMetric, Metric } from "./metric";

/**
 * Matthews correlation coefficient: Pearson's correlation of labels and predictions (Matthews 1975,
 * doi:10.1016/0005-2795(75)90109-9). A network that always predicts the same class has 0, no better
 * than chance, as in scikit-learn. If a class is absent it is undefined; scikit-learn returns 0
 * there, which would look like a bad network.
 */
function matthewsCorrelation({ truePositives, falsePositives, trueNegatives, falseNegatives }: Confusion): number {
  const classes = (truePositives + falseNegatives) * (trueNegatives + falsePositives);
  const answers = (truePositives + falsePositives) * (trueNegatives + falseNegatives);
  if (classes === 0) return Number.NaN;
  if (answers === 0) return 0;
  const covariance = truePositives * trueNegatives - falsePositives * falseNegatives;
  return covariance / (Math.sqrt(classes) * Math.sqrt(answers));
}

/**
 * Every metric of a trained network, in the order of screens and files. This is the only list: to
 * add a metric, add an entry here and its name, `metric.` and its key, to the texts.
 */
const list = {
  loss: { from: "loss", better: "less", scale: "loss", usual: "anywhere", column: "validation_loss" },
  f1: {
    from: "counts",
    of: ({ truePositives, falsePositives, falseNegatives }) =>
      (2 * truePositives) / (2 * truePositives + falsePositives + falseNegatives),
    hasBestWeight: true,
    better: "more",
    scale: "share",
    usual: "anywhere",
    column: "f1",
    inRow: true,
  },
  precision: {
    from: "counts",
    of: ({ truePositives, falsePositives }) => truePositives / (truePositives + falsePositives),
    better: "more",
    scale: "share",
    usual: "anywhere",
    column: "precision",
    inRow: true,
  },
  recall: {
    from: "counts",
    of: ({ truePositives, falseNegatives }) => truePositives / (truePositives + falseNegatives),
    better: "more",
    scale: "share",
    usual: "anywhere",
    column: "recall",
    inRow: true,
  },
  accuracy: {
    from: "counts",
    of: ({ truePositives, falsePositives, trueNegatives, falseNegatives }) =>
      (truePositives + trueNegatives) / (truePositives + falsePositives + trueNegatives + falseNegatives),
    hasBestWeight: true,
    better: "more",
    scale: "share",
    usual: "near 1",
    column: "accuracy",
    inRow: true,
  },
  /** The mean recall of both classes. Undefined if a class is absent. */
  balancedAccuracy: {
    from: "counts",
    of: ({ truePositives, falsePositives, trueNegatives, falseNegatives }) =>
      (truePositives / (truePositives + falseNegatives) + trueNegatives / (trueNegatives + falsePositives)) / 2,
    hasBestWeight: true,
    better: "more",
    scale: "share",
    usual: "near 1",
    column: "balanced_accuracy",
  },
  mcc: {
    from: "counts",
    of: matthewsCorrelation,
    hasBestWeight: true,
    better: "more",
    scale: "correlation",
    usual: "anywhere",
    column: "mcc",
  },
  auc: {
    from: "scores",
    of: ({ ranking }) => ranking.areaUnderRoc,
    better: "more",
    scale: "share",
    usual: "near 1",
    column: "auc",
  },
  averagePrecision: {
    from: "scores",
    of: ({ ranking }) => ranking.averagePrecision,
    better: "more",
    scale: "share",
    usual: "anywhere",
    column: "average_precision",
  },
  calibrationError: {
    from: "scores",
    of: ({ logits, labels }) => expectedCalibrationError(logits, labels),
    better: "less",
    scale: "share",
    usual: "near 0",
    column: "expected_calibration_error",
  },
} as const satisfies Record<string, Metric>;

export type MetricName = keyof typeof list;
type NameFrom<From extends Metric["from"]> = {
  [Name in MetricName]: (typeof list)[Name] extends { from: From } ? Name : never;
}[MetricName];
export type CountMetricName = NameFrom<"counts">;
export type ScoreMetricName = NameFrom<"scores">;
/** The metrics that every epoch of a run has. */
export type EpochMetricName = Exclude<MetricName, ScoreMetricName>;

export const metrics: Readonly<Record<MetricName, Metric>> = list;

const namesWhere = <Name extends MetricName>(holds: (metric: Metric) => boolean) =>
  (Object.keys(list) as MetricName[]).filter((name) => holds(list[name])) as Name[];

export const metricNames: readonly MetricName[] = namesWhere(() => true);
export const countMetricNames: readonly CountMetricName[] = namesWhere(({ from }) => from === "counts");
export const scoreMetricNames: readonly ScoreMetricName[] = namesWhere(({ from }) => from === "scores");
/** The metrics shown where there is room for only a few. */
export const rowMetrics: readonly MetricName[] = namesWhere(({ inRow }) => inRow === true);
/** The metrics whose values can be compared between losses. */
export const comparableMetrics: readonly MetricName[] = namesWhere(({ scale }) => scale !== "loss");

export function isCountMetric(name: MetricName): name is CountMetricName {
  return list[name].from === "counts";
}

/** Whether some weight of the positives makes the best possible classifier best in this metric. */
export function hasBestWeight(name: MetricName): name is CountMetricName {
  const metric: Metric = list[name];
  return metric.from === "counts" && metric.hasBestWeight === true;
}

export type CountMetrics = Readonly<Record<CountMetricName, number>>;

/** All metrics of these counts, which may be shares or expected counts. */
export function countMetrics(counts: Confusion): CountMetrics {
  const values = {} as Record<CountMetricName, number>;
  for (const name of countMetricNames) {
    const metric: CountMetric = list[name];
    values[name] = metric.of(counts);
  }
  return values;
}

/** Values of all metrics. */
export type MetricValues = Readonly<Record<MetricName, number>>;

/** One number for every metric. */
export function metricValues(of: (name: MetricName) => number): MetricValues {
  const values = {} as Record<MetricName, number>;
  for (const name of metricNames) values[name] = of(name);
  return values;
}
