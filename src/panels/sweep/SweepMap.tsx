import { type ReactElement, useEffect, useMemo } from "react";
import { HeatMap } from "../../charts/heatmap/HeatMap";
import { RampLegend } from "../../charts/heatmap/RampLegend";
import type { Experiment } from "../../experiment/experiment";
import type { SweepCell } from "../../experiment/sweep";
import { type NumberFormats, type Translate, useFormat, useTranslate } from "../../i18n";
import { metrics } from "../../metrics/metrics";
import { isRunning } from "../../store/fleetRun";
import { metricText } from "../format/metricText";
import { MapNote } from "./MapNote";
import styles from "./SweepView.module.css";
import type { MapWords } from "./useMapWords";
import { useSweep, useSweepActions } from "./useSweep";
import type { SweepMapModel } from "./useSweepMapModel";

/** The map of all networks, with the legend of its colours and marks. */
export function SweepMap(props: {
  model: SweepMapModel;
  words: MapWords;
  onOpen: (experiment: Experiment) => void;
}): ReactElement {
  const { model, words, onOpen } = props;
  const t = useTranslate();
  const format = useFormat();
  const hovered = useSweep((state) => state.hovered);
  const selected = useSweep((state) => state.selected);
  const { hover, select } = useSweepActions();
  const { sweep, values, scale, metric, best, run, layers } = model;
  const { legend, theory, theoryText, base } = words;
  // Clear the hovered cell on unmount.
  useEffect(() => () => hover(null), [hover]);
  const label = t("sweep.mapName", { metric: t(`metric.${metric}`), x: words.x.words.full, y: words.y.words.full });
  const table = useTable(model, words);
  return (
    <div className={styles.mapBlock}>
      <div className={styles.map}>
        <HeatMap
          label={label}
          values={values}
          scale={scale}
          x={{ texts: words.xTexts, title: words.x.words.shown }}
          y={{ texts: words.yTexts, title: words.y.words.shown }}
          showPictures={layers.includes("pictures")}
          levels={words.levels}
          formatLevel={(level) => format.tick(level, 3)}
          theory={theory ? { lines: theory.lines, label: theoryText } : undefined}
          best={best}
          // No marks on the empty map: its note covers it.
          base={run === null ? null : base}
          selected={selected ?? (run !== null && isRunning(run.phase) ? null : best)}
          hovered={hovered}
          onHover={hover}
          onSelect={select}
          onOpen={(cell) => onOpen(model.experimentOf(cell))}
          describeCell={words.describeCell}
          table={{ caption: label, ...table }}
        >
          <MapNote model={model} />
        </HeatMap>
      </div>
      <RampLegend
        name={legend.name}
        ends={legend.ends}
        reversed={scale.reversed}
        best={legend.best ?? undefined}
        alwaysNo={legend.alwaysNo ?? undefined}
        alwaysYes={legend.alwaysYes ?? undefined}
        failed={legend.failed ?? undefined}
        quartiles={legend.quartiles ?? undefined}
      />
      {metrics[metric].scale === "loss" &&
        [sweep.x, sweep.y].some(({ parameter }) => parameter.startsWith("loss.")) && (
          <p className={styles.caution}>{t("sweep.lossCaution")}</p>
        )}
    </div>
  );
}

/**
 * The map's numbers as a table. Memoised while the pointer moves over the map, which may have a
 * thousand cells.
 */
function useTable(model: SweepMapModel, words: MapWords) {
  const t = useTranslate();
  const format = useFormat();
  const { xTexts, yTexts } = words;
  const [xName, yName] = [words.x.words.short, words.y.words.short];
  return useMemo(
    () => ({
      columns: [t("sweep.tableCorner", { x: xName, y: yName }), ...xTexts],
      rows: yTexts.map((text, row) => [
        text,
        ...xTexts.map((_, column) => cellEntry(model, { column, row }, t, format)),
      ]),
    }),
    [model, xTexts, yTexts, xName, yName, t, format],
  );
}

function cellEntry(
  { values, map, metric }: SweepMapModel,
  { column, row }: SweepCell,
  t: Translate,
  format: NumberFormats,
): string {
  const i = row * values.columns + column;
  const state = map.states[i];
  if (state === undefined || state === "missing") return "–";
  if (state === "diverged") return t("sweep.legend.failed");
  const number = metricText(metric, values.value[i]!, format);
  if (state === "value") return number;
  return `${number}, ${t(state === "always-no" ? "sweep.legend.alwaysNo" : "sweep.legend.alwaysYes")}`;
}
