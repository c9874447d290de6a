import type { ReactElement } from "react";
import { PopoverButton } from "../../controls";
import { useFormat, useTranslate } from "../../i18n";
import { type CountMetrics, isCountMetric, type MetricValues, metricNames } from "../../metrics/metrics";
import { metricText } from "../format/metricText";
import styles from "../parts/MetricTable.module.css";

export interface CellMetricsProps {
  /** Undefined until the network is trained. */
  values: MetricValues | undefined;
  /** The Bayes classifier's metrics; null if the data have none. */
  optimum: CountMetrics | null;
}

/** Opens a table of every metric of the network and of the Bayes classifier. */
export function CellMetrics({ values, optimum }: CellMetricsProps): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  return (
    <PopoverButton label={t("sweep.card.allMetrics")} look="text" trigger={t("metric.all")}>
      <table className={`tabular ${styles.table}`}>
        <thead>
          <tr>
            <td />
            <th scope="col">{t("metric.validation")}</th>
            {optimum !== null && <th scope="col">{t("compare.table.bayes")}</th>}
          </tr>
        </thead>
        <tbody>
          {metricNames.map((name) => (
            <tr key={name}>
              <th scope="row">{t(`metric.${name}`)}</th>
              <td>{metricText(name, values?.[name] ?? Number.NaN, format)}</td>
              {optimum !== null && <td>{isCountMetric(name) && metricText(name, optimum[name], format)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </PopoverButton>
  );
}
