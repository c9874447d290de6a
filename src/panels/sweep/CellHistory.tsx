import { type ReactElement, useMemo } from "react";
import { HistoryChart, type HistoryLine } from "../../charts";
import { useFormat, useTranslate } from "../../i18n";
import type { CellDetail } from "../../store/sweep/cellDetails";
import { bayesOf } from "../../store/sweep/theory";
import type { ModelFigure } from "../../training/trainedModel";
import { Block } from "../parts/Panel";
import { figureKeys, figureText } from "./figureWords";
import type { InspectedCell } from "./useInspectedCell";
import { baseKey } from "./useMapWords";
import type { SweepMapModel } from "./useSweepMapModel";

export interface CellHistoryProps {
  sight: SweepMapModel;
  looked: InspectedCell;
  figure: ModelFigure;
}

const noEpochs: CellDetail["epochs"] = [];

/** A figure of the validation set while the cell's network trained, over the base's. */
export function CellHistory({ sight, looked, figure }: CellHistoryProps): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const { experiment, base } = looked;
  const own = useHistory(looked.detail?.epochs, figure);
  const other = useHistory(base?.detail?.epochs, figure);
  const name = t("sweep.card.historyName", { figure: t(figureKeys[figure]) });
  const ownLine: HistoryLine = {
    id: "cell",
    kind: "validation",
    ...(base !== null && { label: t("sweep.card.cell") }),
    ...own,
  };
  const lines: HistoryLine[] = [
    ...(base === null ? [] : [{ id: "base", kind: "training" as const, label: t(baseKey(sight)), ...other }]),
    ownLine,
  ];
  const bayes = bayesOf(experiment, sight.definition);
  const level = bayes !== null && figure in bayes ? bayes[figure as "f1"] : undefined;
  const write = (value: number) => figureText(figure, value, format);
  return (
    <Block heading={t(figureKeys[figure])} detail={t("sweep.card.history")}>
      <HistoryChart
        label={name}
        lines={lines}
        epochs={experiment.epochs}
        scale={figure === "loss" ? "log" : "linear"}
        domain={isShare(figure) ? [0, 1] : undefined}
        domainKey={`${figure} ${sight.run?.sweep.x.from}`}
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
          columns: [t("history.epoch"), ...(base === null ? [] : [t(baseKey(sight))]), t("sweep.card.cell")],
        }}
      />
    </Block>
  );
}

/** All of the scale is of interest; the others lie close together or have no scale of their own. */
const isShare = (figure: ModelFigure) => figure === "f1" || figure === "precision" || figure === "recall";

function useHistory(epochs: CellDetail["epochs"] = noEpochs, figure: ModelFigure) {
  return useMemo(
    () => ({
      x: Float64Array.from(epochs, ({ epoch }) => epoch),
      y: Float64Array.from(epochs, ({ figures }) => figures[figure]),
    }),
    [epochs, figure],
  );
}
