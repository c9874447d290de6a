import type { ReactElement } from "react";
import { MetricBar } from "../../charts";
import { useFormat, useTranslate } from "../../i18n";
import type { Ratios } from "../../metrics/confusion";
import styles from "./MetricFigures.module.css";

const shown = ["f1", "precision", "recall", "accuracy"] as const;

export interface MetricFiguresProps {
  /** Of the validation set; what is missing or no number leaves its bar empty. */
  figures: Partial<Ratios> | undefined;
  /** What the Bayes classifier reaches; null where there is none. */
  bayes: Ratios | null;
  /** Accuracy of always answering no. */
  alwaysNo: number;
}

/** Four figures of a model, each beside what the Bayes classifier reaches: in one row, or in two where there is little room. */
export function MetricFigures({ figures, bayes, alwaysNo }: MetricFiguresProps): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  return (
    <div className={styles.metrics}>
      <div className={styles.row}>
        {shown.map((metric) => {
          const value = figures?.[metric] ?? Number.NaN;
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
