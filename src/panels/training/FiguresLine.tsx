import type { ReactElement } from "react";
import { useFormat, useTranslate } from "../../i18n";
import { rowMetrics } from "../../metrics/metrics";
import { useShownResults } from "../hooks/useShownResults";
import styles from "./FiguresLine.module.css";
import { RunBar } from "./RunControls";
import { useInstantNote } from "./useInstantNote";
import { useRunProgress } from "./useRunProgress";

/** The main metrics on the validation set in one line, and where the run stands in another. */
export function FiguresLine(): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const validation = useShownResults("figures", (results) => results.snapshot?.current.validation);
  const { epoch, epochs } = useRunProgress();
  const note = useInstantNote();
  return (
    <div className={`tabular ${styles.lines}`}>
      <RunBar />
      <div className={styles.figures}>
        {rowMetrics.map((metric) => (
          <span key={metric}>
            <span>{t(`metric.${metric}`)}</span> <b>{format.bare(validation?.[metric] ?? Number.NaN, 3)}</b>
          </span>
        ))}
      </div>
      <div className={styles.run}>
        <span>{t("metric.validationEpoch", { epoch: format.integer(epoch), epochs: format.integer(epochs) })}</span>
        <span>{note}</span>
      </div>
    </div>
  );
}
