import type { ReactElement } from "react";
import { Rich, useFormat, useTranslate } from "../../i18n";
import { metrics } from "../../metrics/metrics";
import { isRunning } from "../../store/fleetRun";
import styles from "./SweepView.module.css";
import { type MapWords, positiveSide } from "./useMapWords";
import type { SweepMapModel } from "./useSweepMapModel";

/**
 * Conclusions from the map in sentences: its best cell, the spread due to chance, the theoretical
 * best, and the number of networks that did not learn.
 */
export function SweepFindings({ model, words }: { model: SweepMapModel; words: MapWords }): ReactElement | null {
  const t = useTranslate();
  const format = useFormat();
  const { run, best, metric, map, sweep, values } = model;
  if (run === null || isRunning(run.phase) || run.results.models === 0) return null;
  const counted = (kind: SweepMapModel["values"]["kinds"][number]) => values.kinds.filter((one) => one === kind).length;
  const cells = values.kinds.length - counted("missing");
  const silent = counted("always-no");
  const diverged = counted("failed");
  const all = format.integer(cells);
  if (best === null) {
    const key =
      diverged === cells
        ? "sweep.found.allDiverged"
        : silent === cells
          ? "sweep.found.allNo"
          : "sweep.found.noneLearned";
    return <p className={styles.findings}>{t(key, { cells: all })}</p>;
  }
  const at = best.row * map.columns + best.column;
  // Fewer than requested if the sweep was cancelled.
  const networks = map.trained[at]!;
  const side = positiveSide(model);
  const theoryValue = words.theory?.value ?? null;
  const sentences = [
    ...(values.kinds[at] === "always-no" ? [t("sweep.found.bestAlways", { answer: "no" })] : []),
    ...(values.kinds[at] === "always-yes" ? [t("sweep.found.bestAlways", { answer: "yes" })] : []),
    ...(networks > 1
      ? [
          t("sweep.found.noise", {
            low: words.write(map.lowerQuartile[at]!),
            high: words.write(map.upperQuartile[at]!),
            cells: withinNoise(model) - 1,
          }),
        ]
      : []),
    ...(sweep.seeds === 1 ? [t("sweep.found.oneSeed")] : []),
    ...(theoryValue === null || side === null
      ? []
      : [
          t("sweep.found.theory", {
            metric: t(`metric.${metric}`),
            parameter: words[side].words.short,
            value: format.bare(theoryValue, 2),
            other: words[side === "x" ? "y" : "x"].words.short,
          }),
        ]),
    ...(silent > 0 ? [t("sweep.found.alwaysNo", { cells: silent, all })] : []),
    ...(diverged > 0 ? [t("sweep.found.diverged", { cells: diverged, all })] : []),
  ];
  // A Chinese full stop already includes its space.
  const gap = format.locale === "zh-Hans" ? "" : " ";
  return (
    <p className={styles.findings}>
      <Rich
        id="sweep.found.best"
        values={{
          metric: t(`metric.${metric}`),
          value: <b className="tabular">{words.write(map.median[at]!)}</b>,
          place: words.cellText(best),
          seeds: networks,
        }}
      />
      <span>{sentences.map((sentence) => gap + sentence).join("")}</span>
    </p>
  );
}

/**
 * The number of cells whose median lies within or above the best cell's quartiles: chance alone
 * could have made any of them the best.
 */
function withinNoise({ map, best, metric }: SweepMapModel): number {
  if (best === null) return 0;
  const at = best.row * map.columns + best.column;
  const less = metrics[metric].better === "less";
  const edge = less ? map.upperQuartile[at]! : map.lowerQuartile[at]!;
  return map.median.filter((value) => (less ? value <= edge : value >= edge)).length;
}
