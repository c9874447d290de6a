import { type ReactElement, useMemo } from "react";
import { HistoryChart } from "../../charts/history/HistoryChart";
import { scaleOfLosses } from "../../charts/history/historyScale";
import { useFormat, useTranslate } from "../../i18n";
import type { EpochRecord } from "../../training/snapshot";
import { useApp } from "../hooks/useApp";
import { useShownResults } from "../hooks/useShownResults";
import { Block } from "../parts/Panel";
import styles from "./HistoriesView.module.css";
import { MetricHistory } from "./MetricHistory";

/** The loss by epoch, and a metric of the user's choice. */
export function HistoriesView(): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const history = useShownResults("histories", (results) => results.history);
  const playhead = useShownResults("histories", (results) => results.snapshot?.current.epoch);
  const epochs = useApp((state) => state.experiment.epochs);
  const preparing = useApp((state) => state.run.phase === "preparing");
  const lines = useMemo(() => historyLines(history), [history]);
  const runKey = `${preparing} ${history.length === 0}`;
  const reading = (label: string, write: (value: number) => string) => ({
    label,
    valueText: (epoch: number, values: readonly number[]) =>
      t("history.reading", { epoch: format.integer(epoch), values: values.map(write).join(", ") }),
  });
  const formatLoss = (value: number) =>
    format.tick(value, value > 0 && value < 0.1 ? Math.max(3, Math.ceil(-Math.log10(value))) : 2);
  return (
    <div className={styles.pair}>
      <Block heading={t("history.loss")} detail={t("history.lossDetail")}>
        <HistoryChart
          label={t("history.lossName")}
          lines={[
            { id: "train", kind: "training", label: t("metric.training"), x: lines.epochs, y: lines.trainLoss },
            {
              id: "validation",
              kind: "validation",
              label: t("metric.validation"),
              x: lines.epochs,
              y: lines.validationLoss,
            },
          ]}
          epochs={epochs}
          scale={lines.scale}
          domainKey={runKey}
          playhead={playhead}
          formatX={format.integer}
          formatY={formatLoss}
          formatValue={(value) => format.fixed(value, 4)}
          reading={reading(t("history.lossName"), (value) => format.fixed(value, 4))}
          table={{
            caption: t("history.lossName"),
            columns: [t("history.epoch"), t("metric.training"), t("metric.validation")],
          }}
        />
      </Block>
      <MetricHistory history={history} epochs={epochs} playhead={playhead} runKey={runKey} />
    </div>
  );
}

function historyLines(history: readonly EpochRecord[]) {
  const column = (read: (record: EpochRecord) => number) => Float64Array.from(history, read);
  const epochs = column(({ epoch }) => epoch);
  const trainLoss = column(({ train }) => train.loss);
  const validationLoss = column(({ validation }) => validation.loss);
  const scale = scaleOfLosses([trainLoss, validationLoss].map((y) => ({ x: epochs, y })));
  return { epochs, trainLoss, validationLoss, scale };
}
