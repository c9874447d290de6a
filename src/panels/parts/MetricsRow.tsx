import type { ReactElement } from "react";
import { MetricBar } from "../../charts";
import { useFormat, useTranslate } from "../../i18n";
import { type CountMetrics, isCountMetric, type MetricValues, rowMetrics } from "../../metrics/metrics";
import styles from "./MetricsRow.module.css";

export interface MetricsRowProps {
  /** Metrics on the validation set; missing or undefined ones have an empty bar. */
  values: Pick<MetricValues, (typeof rowMetrics)[number]> | undefined;
  /** The Bayes classifier's metrics; null if the data have none. */
  optimum: CountMetrics | null;
  /** Accuracy on that set of a classifier that always predicts the negative class. */
  alwaysNo: number;
}

/**
 * A few metrics of a model, each with a tick at the Bayes classifier's value: in one row, or in two
 * on narrow screens.
 */
export function MetricsRow({ values, optimum, alwaysNo }: MetricsRowProps): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  return (
    <div className={styles.metrics}>
      <div className={styles.row}>
        {rowMetrics.map((metric) => {
          const value = values?.[metric] ?? Number.NaN;
          const isUndefined = values !== undefined && Number.isNaN(value);
          const reference = isCountMetric(metric) ? optimum?.[metric] : undefined;
          return (
            <div key={metric} className={styles.metric}>
              <span className={styles.name}>{t(`metric.${metric}`)}</span>
              <span className={`tabular ${styles.value}`} title={isUndefined ? t("metric.undefined") : undefined}>
                {format.bare(value, 3)}
              </span>
              <MetricBar
                label={t(`metric.${metric}`)}
                value={value}
                reference={reference}
                valueText={
                  isUndefined
                    ? t("metric.undefined")
                    : reference === undefined
                      ? format.fixed(value, 3)
                      : t("metric.valueText", { value: format.fixed(value, 3), bayes: format.fixed(reference, 3) })
                }
              />
            </div>
          );
        })}
      </div>
      <p className={`tabular ${styles.legend}`}>
        {optimum !== null && (
          <span>
            <span className={styles.tick} aria-hidden="true" />
            <span>{t("metric.bayesLegend")}</span>
          </span>
        )}
        <span>{t("metric.alwaysNo", { value: format.bare(alwaysNo, 3) })}</span>
      </p>
    </div>
  );
}
