import type { ReactElement } from "react";
import { InlineChoice } from "../../controls";
import { Rich, useTranslate } from "../../i18n";
import { type MetricName, metricNames } from "../../metrics/metrics";
import styles from "./SweepView.module.css";
import { useSweepActions } from "./useSweep";
import type { SweepMapModel } from "./useSweepMapModel";

/** Selects the metric that the map's colours show. */
export function ColourChoice({ model }: { model: SweepMapModel }): ReactElement {
  const t = useTranslate();
  const { setMetric } = useSweepActions();
  return (
    <p className={styles.colour}>
      <Rich
        id="sweep.colourShows"
        values={{
          metric: (
            <InlineChoice<MetricName>
              label={t("sweep.metricName")}
              choices={metricNames.map((value) => ({ value, label: t(`metric.${value}`) }))}
              value={model.metric}
              onChange={setMetric}
            />
          ),
        }}
      />
    </p>
  );
}
