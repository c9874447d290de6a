import { useMemo } from "react";
import type { MapCell, MapCellKind } from "../../charts/heatmap/cells";
import type { MapPicture } from "../../charts/heatmap/mapPicture";
import { changesData, type Sweep } from "../../experiment/sweep";
import { useFormat, useTranslate } from "../../i18n";
import { metrics } from "../../metrics/metrics";
import { theoryOptimum } from "../../store/sweep/theory";
import { lossWord } from "../format/lossWord";
import { metricText } from "../format/metricText";
import { isoLevels } from "./mapValues";
import { useAxisWords } from "./parameterWords";
import type { SweepMapModel } from "./useSweepMapModel";

export type MapWords = ReturnType<typeof useMapWords>;

/** All texts and marks of the map, used on screen and in the exported picture. */
export function useMapWords(model: SweepMapModel) {
  const t = useTranslate();
  const format = useFormat();
  const axisWords = useAxisWords();
  const { sweep, definition, metric, scale, values, best, layers } = model;
  const [x, y] = [axisWords(sweep.x, definition), axisWords(sweep.y, definition)];
  const xTexts = useStable(x.texts);
  const yTexts = useStable(y.texts);
  const theory = useMemo(() => theoryOptimum(sweep, definition, metric), [sweep, definition, metric]);
  const levels = useMemo(() => (layers.includes("lines") ? isoLevels(scale) : []), [layers, scale]);
  const write = (value: number) => metricText(metric, value, format);
  const has = (kind: MapCellKind) => values.kinds.includes(kind);

  const onX = positiveSide(model) === "x";
  const [weightWords, otherWords] = onX ? [x.words, y.words] : [y.words, x.words];
  const theoryText =
    theory &&
    (theory.value === null
      ? t("sweep.theoryLine", { metric: t(`metric.${metric}`) })
      : t("sweep.theory", {
          parameter: weightWords.short,
          value: format.bare(theory.value, 2),
          metric: t(`metric.${metric}`),
          reached: format.bare(theory.reached ?? Number.NaN, 3),
          other: otherWords.short,
        }));
  const baseName = t(baseKey(model));
  const cellText = ({ column, row }: MapCell) =>
    t("sweep.cell", { x: x.words.short, xValue: x.texts[column] ?? "", y: y.words.short, yValue: y.texts[row] ?? "" });
  const describeCell = (cell: MapCell) => {
    const i = cell.row * values.columns + cell.column;
    const kind = values.kinds[i]!;
    const place = cellText(cell);
    if (kind === "missing") return t("sweep.spoken.missing", { place });
    if (kind === "failed") return t("sweep.spoken.failed", { place });
    const given = { place, metric: t(`metric.${metric}`), value: write(values.value[i]!) };
    if (kind === "always-no") return t("sweep.spoken.alwaysNo", given);
    if (kind === "always-yes") return t("sweep.spoken.alwaysYes", given);
    const isBest = best !== null && best.column === cell.column && best.row === cell.row;
    return t(isBest ? "sweep.spoken.best" : "sweep.spoken.value", given);
  };
  const writeEnd = (value: number) =>
    metrics[metric].scale === "loss" ? format.significant(value, 2) : format.tick(value, 3);
  const [below, above] = scale.beyond;
  const ends = [
    `${below ? "≤ " : ""}${writeEnd(scale.domain[0])}`,
    `${above ? "≥ " : ""}${writeEnd(scale.domain[1])}`,
  ] as const;
  const legend = {
    name: t(`metric.${metric}`),
    ends,
    best: best === null ? null : t("sweep.legend.best"),
    alwaysNo: has("always-no") ? t("sweep.legend.alwaysNo") : null,
    alwaysYes: has("always-yes") ? t("sweep.legend.alwaysYes") : null,
    failed: has("failed") ? t("sweep.legend.failed") : null,
    quartiles: values.quartiles === null ? null : t("sweep.legend.quartiles"),
  };
  const base = model.base.at && { at: model.base.at, label: baseName };
  const picture = (): MapPicture => ({
    heading: t("sweep.pictureHeading", { metric: t(`metric.${metric}`), x: x.words.full, y: y.words.full }),
    detail: t("sweep.pictureDetail", {
      loss: lossWord(t, "name", definition.id),
      optimizer: sweep.base.optimizer.name,
      epochs: sweep.base.epochs,
      positives: format.integer(sweep.base.dataset.positives),
      negatives: format.integer(sweep.base.dataset.negatives),
      samples: format.integer(sweep.base.dataset.positives + sweep.base.dataset.negatives),
      shares: sweepsShares(sweep) ? "vary" : "same",
      seeds: sweep.seeds,
      trained: isWhole(model) ? "all" : "some",
      done: format.integer(model.run?.results.models ?? 0),
      networks: format.integer(model.run?.totalModels ?? 0),
    }),
    values,
    scale,
    xTexts,
    yTexts,
    xTitle: x.words.full,
    yTitle: y.words.full,
    levels,
    formatLevel: (level) => format.tick(level, 3),
    theory: theory && { lines: theory.lines, label: theoryText ?? "" },
    best,
    base,
    showPictures: layers.includes("pictures"),
    legend,
  });
  return {
    x,
    y,
    xTexts,
    yTexts,
    levels,
    theory,
    theoryText,
    base,
    baseName,
    cellText,
    describeCell,
    write,
    legend,
    picture,
  };
}

/** The key of the base experiment's name. */
export function baseKey({ base }: Pick<SweepMapModel, "base">) {
  return base.isFromExplore ? "sweep.base.present" : "sweep.base.former";
}

/** Whether all networks of the map are trained, or no run has been started. */
export function isWhole({ run }: Pick<SweepMapModel, "run">): boolean {
  return run === null || run.results.models === run.totalModels;
}

/** Whether the class shares differ between cells. */
export function sweepsShares({ x, y }: Pick<Sweep, "x" | "y">): boolean {
  return x.parameter === "positiveShare" || y.parameter === "positiveShare";
}

/** Whether the data differ between cells. */
export function sweepsData({ x, y }: Pick<Sweep, "x" | "y">): boolean {
  return changesData(x.parameter) || changesData(y.parameter);
}

/** The axis of the loss's class weight. */
export function positiveSide({ sweep, definition }: Pick<SweepMapModel, "sweep" | "definition">): "x" | "y" | null {
  const own = definition.positiveWeight && `loss.${definition.positiveWeight.parameter}`;
  if (own === undefined) return null;
  return sweep.x.parameter === own ? "x" : sweep.y.parameter === own ? "y" : null;
}

/** Returns the same array while its texts are the same: a chart measures them. */
function useStable(texts: readonly string[]): readonly string[] {
  const key = texts.join("\n");
  return useMemo(() => texts, [key]);
}
