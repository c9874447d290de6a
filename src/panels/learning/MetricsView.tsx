import type { ReactElement } from "react";
import { MetricBar } from "../../charts";
import { useFormat, useTranslate } from "../../i18n";
import { useApp } from "../shared/useApp";
import { useFigures } from "../shared/useFigures";
import styles from "./MetricsView.module.css";
import { useBayes } from "./useBayes";

const shown = ["f1", "precision", "recall", "accuracy"] as const;

/** The four figures of the validation set, each beside what the Bayes classifier reaches. */
export function MetricsView(): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const validation = useFigures((figures) => figures.snapshot?.current.validation);
  const dataset = useApp((state) => state.experiment.dataset);
  const bayes = useBayes();
  const alwaysNo = dataset.negatives / (dataset.positives + dataset.negatives);
  return (
    <div className={styles.metrics}>
      <div className={styles.row}>
        {shown.map((metric) => {
          const value = validation?.[metric] ?? Number.NaN;
          const reference = bayes?.[metric];
          return (
            <div key={metric} className={styles.metric}>
              <span className={styles.name}>{t(`metric.${metric}`)}</span>
              <span className={`tabular ${styles.value}`}>{format.bare(value, 3)}</span>
              <MetricBar
                label={t(`metric.${metric}`)}
                value={value}
                reference={reference}
                valueText={
                  reference === undefined
                    ? format.fixed(value, 3)
                    : t("metric.valueText", { value: format.fixed(value, 3), bayes: format.fixed(reference, 3) })
                }
              />
              <span className={`tabular ${styles.reference}`}>
                {reference === undefined ? " " : t("metric.bayes", { value: format.bare(reference, 3) })}
                {metric === "accuracy" && (
                  <>
                    <br />
                    {t("metric.alwaysNo", { value: format.bare(alwaysNo, 3) })}
                  </>
                )}
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
