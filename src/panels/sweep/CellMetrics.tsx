import type { ReactElement } from "react";
import { PopoverButton } from "../../controls";
import { useFormat, useTranslate } from "../../i18n";
import { type CountMetrics, isCountMetric, type MetricValues, metricNames } from "../../metrics/metrics";
import { metricText } from "../format/metricText";
import styles from "../parts/MetricTable.module.css";

export interface CellMetricsProps {
  /** Undefined until the network is trained. */
  values: MetricValues | undefined;
  /** What the Bayes classifier reaches; null where there is none. */
  optimum: CountMetrics | null;
}

/** Opens every metric of the network, next to what the Bayes classifier reaches. */
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
