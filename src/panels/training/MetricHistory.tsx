import { type ReactElement, useMemo } from "react";
import { HistoryChart } from "../../charts/history/HistoryChart";
import { InlineChoice } from "../../controls";
import { useFormat, useTranslate } from "../../i18n";
import { type CountMetricName, countMetricNames } from "../../metrics/metrics";
import type { EpochRecord } from "../../training/snapshot";
import { showsWholeScale } from "../format/metricScale";
import { useActions, useApp } from "../hooks/useApp";
import { Block } from "../parts/Panel";
import { useBayes } from "./useBayes";

export interface MetricHistoryProps {
  history: readonly EpochRecord[];
  epochs: number;
  /** The epoch that the page shows. */
  playhead: number | undefined;
  /** Changes when a new run begins. */
  runKey: string;
}

/**
 * A metric on the validation set by epoch, with the Bayes classifier's value. The user chooses
 * which; those of scores are not measured in every epoch.
 */
export function MetricHistory({ history, epochs, playhead, runKey }: MetricHistoryProps): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const metric = useApp((state) => state.historyMetric);
  const { setHistoryMetric } = useActions();
  const bayes = useBayes();
  const line = useMemo(
    () => ({
      x: Float64Array.from(history, ({ epoch }) => epoch),
      y: Float64Array.from(history, ({ validation }) => validation[metric]),
    }),
    [history, metric],
  );
  const name = t(`metric.${metric}`);
  const label = t("history.metricName", { metric: name });
  const write = (value: number) => format.tick(value, 3);
  const best = bayes?.metrics[metric];
  return (
    <Block
      heading={
        <InlineChoice<CountMetricName>
          label={t("history.metric")}
          choices={countMetricNames.map((value) => ({ value, label: t(`metric.${value}`) }))}
          value={metric}
          onChange={setHistoryMetric}
        />
      }
      detail={t("metric.validation")}
    >
      <HistoryChart
        label={label}
        lines={[{ id: metric, kind: "validation", ...line }]}
        epochs={epochs}
        domain={showsWholeScale(metric) ? [0, 1] : undefined}
        domainKey={`${runKey} ${metric}`}
        levels={
          best === undefined
            ? []
            : [{ id: "bayes", value: best, label: t("history.bayes", { value: format.bare(best, 3) }) }]
        }
        playhead={playhead}
        formatX={format.integer}
        formatY={write}
        reading={{
          label,
          valueText: (epoch, values) =>
            t("history.reading", { epoch: format.integer(epoch), values: values.map(write).join(", ") }),
        }}
        table={{ caption: label, columns: [t("history.epoch"), name] }}
      />
    </Block>
  );
}
