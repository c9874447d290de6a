import { type ReactElement, useMemo } from "react";
import { HistoryChart, type HistoryLine } from "../../charts/history/HistoryChart";
import { scaleOfLosses } from "../../charts/history/historyScale";
import { useFormat, useTranslate } from "../../i18n";
import { isCountMetric, type MetricName, metrics } from "../../metrics/metrics";
import type { CellDetail } from "../../store/sweep/cellDetails";
import { bayesOf } from "../../store/sweep/theory";
import { showsWholeScale } from "../format/metricScale";
import { metricText } from "../format/metricText";
import { Block } from "../parts/Panel";
import type { InspectedCell } from "./useInspectedCell";
import { baseKey } from "./useMapWords";
import type { SweepMapModel } from "./useSweepMapModel";

export interface CellHistoryProps {
  model: SweepMapModel;
  inspected: InspectedCell;
  metric: MetricName;
}

const noEpochs: CellDetail["epochs"] = [];

/** A validation metric by epoch, for the cell's network and the base's. */
export function CellHistory({ model, inspected, metric }: CellHistoryProps): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const { experiment, base } = inspected;
  const own = useHistory(inspected.detail?.epochs, metric);
  const other = useHistory(base?.detail?.epochs, metric);
  const name = t("sweep.card.historyName", { metric: t(`metric.${metric}`) });
  const ownLine: HistoryLine = {
    id: "cell",
    kind: "validation",
    ...(base !== null && { label: t("sweep.card.cell") }),
    ...own,
  };
  const lines: HistoryLine[] = [
    ...(base === null ? [] : [{ id: "base", kind: "training" as const, label: t(baseKey(model)), ...other }]),
    ownLine,
  ];
  const bayes = bayesOf(experiment, model.definition);
  const level = isCountMetric(metric) ? bayes?.metrics[metric] : undefined;
  const write = (value: number) => metricText(metric, value, format);
  return (
    <Block heading={t(`metric.${metric}`)} detail={t("sweep.card.history")}>
      <HistoryChart
        label={name}
        lines={lines}
        epochs={experiment.epochs}
        scale={metrics[metric].scale === "loss" ? scaleOfLosses(lines) : "linear"}
        domain={showsWholeScale(metric) ? [0, 1] : undefined}
        domainKey={`${metric} ${model.run?.sweep.x.from}`}
        levels={
          level === undefined
            ? []
            : [{ id: "bayes", value: level, label: t("history.bayes", { value: format.bare(level, 3) }) }]
        }
        formatX={format.integer}
        formatY={(value) => format.tick(value, 3)}
        formatValue={write}
        reading={{
          label: name,
          valueText: (epoch, values) =>
            t("history.reading", { epoch: format.integer(epoch), values: values.map(write).join(", ") }),
        }}
        table={{
          caption: name,
          columns: [t("history.epoch"), ...(base === null ? [] : [t(baseKey(model))]), t("sweep.card.cell")],
        }}
      />
    </Block>
  );
}

function useHistory(epochs: CellDetail["epochs"] = noEpochs, metric: MetricName) {
  return useMemo(
    () => ({
      x: Float64Array.from(epochs, ({ epoch }) => epoch),
      y: Float64Array.from(epochs, (record) => record.metrics[metric]),
    }),
    [epochs, metric],
  );
}
