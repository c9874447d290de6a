import type { ReactElement } from "react";
import { parameterValue, type SweepParameter } from "../../experiment/sweep";
import { Rich, useFormat, useTranslate } from "../../i18n";
import styles from "./CellCard.module.css";
import { parameterWords, valueText } from "./parameterWords";
import type { InspectedCell } from "./useInspectedCell";
import type { MapWords } from "./useMapWords";
import type { SweepMapModel } from "./useSweepMapModel";

/** Names the network and its role on the map. */
export function CellHeading(props: { model: SweepMapModel; inspected: InspectedCell; words: MapWords }): ReactElement {
  const { model, inspected, words } = props;
  const t = useTranslate();
  const format = useFormat();
  const { sweep, definition, best, metric, map } = model;
  const { cell, experiment } = inspected;
  const entry = (parameter: SweepParameter, text: string | undefined) => (
    <span className={styles.value}>
      {parameterWords(t, parameter, definition).shownShort} <span>=</span>{" "}
      <span className="tabular">{text ?? valueText(parameterValue(experiment, parameter, definition), format)}</span>
    </span>
  );
  const isBest = cell !== null && best !== null && cell.column === best.column && cell.row === best.row;
  const at = cell === null ? null : cell.row * map.columns + cell.column;
  const count = at === null ? 0 : map.trained[at]!;
  const isBase = inspected.base === null;
  const notes = [
    ...(isBest ? [t("sweep.card.best", { metric: t(`metric.${metric}`) })] : []),
    ...(isBase ? [words.baseName] : []),
    ...(at !== null && count > 1 ? [t("sweep.card.mapMedian", { count, value: words.write(map.median[at]!) })] : []),
  ];
  return (
    <h2 className={styles.heading}>
      <span>
        <Rich
          id={cell === null ? "sweep.card.headingBase" : "sweep.card.heading"}
          values={{
            x: entry(sweep.x.parameter, cell === null ? undefined : words.x.texts[cell.column]),
            y: entry(sweep.y.parameter, cell === null ? undefined : words.y.texts[cell.row]),
          }}
        />
      </span>
      {notes.length > 0 && <span className={styles.note}>{notes.join(" · ")}</span>}
    </h2>
  );
}
