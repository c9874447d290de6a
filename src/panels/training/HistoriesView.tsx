import { type ReactElement, useMemo } from "react";
import { HistoryChart } from "../../charts/history/HistoryChart";
import { useFormat, useTranslate } from "../../i18n";
import type { EpochRecord } from "../../training/snapshot";
import { useApp } from "../hooks/useApp";
import { useShownResults } from "../hooks/useShownResults";
import { Block } from "../parts/Panel";
import styles from "./HistoriesView.module.css";
import { useBayes } from "./useBayes";

/** The loss and F1 by epoch. */
export function HistoriesView(): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const history = useShownResults((results) => results.history);
  const playhead = useShownResults((results) => results.snapshot?.current.epoch);
  const epochs = useApp((state) => state.experiment.epochs);
  const preparing = useApp((state) => state.run.phase === "preparing");
  const bayes = useBayes();
  const lines = useMemo(() => historyLines(history), [history]);
  const runKey = `${preparing} ${history.length === 0}`;
  const reading = (label: string, write: (value: number) => string) => ({
    label,
    valueText: (epoch: number, values: readonly number[]) =>
      t("history.reading", { epoch: format.integer(epoch), values: values.map(write).join(", ") }),
  });
  const formatLoss = (value: number) =>
    format.tick(value, value > 0 && value < 0.1 ? Math.max(3, Math.ceil(-Math.log10(value))) : 2);
  const formatRatio = (value: number) => format.tick(value, 3);
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
          scale="log"
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
      <Block heading={t("metric.f1")} detail={t("metric.validation")}>
        <HistoryChart
          label={t("history.f1Name")}
          lines={[{ id: "f1", kind: "validation", x: lines.epochs, y: lines.f1 }]}
          epochs={epochs}
          domain={[0, 1]}
          levels={
            bayes === null
              ? []
              : [
                  {
                    id: "bayes",
                    value: bayes.metrics.f1,
                    label: t("history.bayes", { value: format.bare(bayes.metrics.f1, 3) }),
                  },
                ]
          }
          playhead={playhead}
          formatX={format.integer}
          formatY={formatRatio}
          reading={reading(t("history.f1Name"), formatRatio)}
          table={{ caption: t("history.f1Name"), columns: [t("history.epoch"), t("metric.f1")] }}
        />
      </Block>
    </div>
  );
}

function historyLines(history: readonly EpochRecord[]) {
  const column = (read: (record: EpochRecord) => number) => Float64Array.from(history, read);
  return {
    epochs: column(({ epoch }) => epoch),
    trainLoss: column(({ train }) => train.loss),
    validationLoss: column(({ validation }) => validation.loss),
    f1: column(({ validation }) => validation.f1),
  };
}
