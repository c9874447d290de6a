import { type ReactElement, useMemo } from "react";
import type { Domain } from "../../charts";
import { BandChart, type BandSeries } from "../../charts/bands/BandChart";
import { InlineChoice } from "../../controls";
import { useFormat, useTranslate } from "../../i18n";
import { measuresSeedEpochs } from "../../store/compare/comparisonSize";
import { seedBand } from "../../store/compare/seedFigures";
import type { ModelFigure } from "../../training/trainedModel";
import { Block } from "../parts/Panel";
import { figureKeys } from "../sweep/figureWords";
import { comparableFigures } from "./comparableFigures";
import type { ComparisonModel } from "./comparisonModel";
import { SlotName, slotName } from "./slotWords";
import { useCompareActions } from "./useCompare";

/** How a figure came about: each loss's own run, and the middle half of its runs from other initial weights. */
export function HistoryBlock({ sight }: { sight: ComparisonModel }): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const { setFigure, showEpoch } = useCompareActions();
  const { state, run, base, slots, epoch, lastEpoch } = sight;
  const { figure } = state;
  const shown = slots.filter(({ index, history }) => index !== null && history.length > 0);
  const curves = useCurves(sight);
  const series = shown.map((slot): BandSeries => {
    const { own, band } = curves[slot.index!]!;
    return {
      id: slot.letter,
      index: slot.place,
      name: <SlotName t={t} sight={slot} />,
      curve: own,
      band: band && { x: band.epochs, y: band.middle, lower: band.lower, upper: band.upper },
    };
  });
  const hasBands = series.some(({ band }) => band !== null);
  const endsAlone = run !== null && run.comparison.seeds > 1 && !measuresSeedEpochs(run.comparison);
  const references =
    figure === "f1" && sight.second.bayes !== null && sight.first.bayes !== null
      ? [level("bayes", bestOf([sight.first.bayes.f1, sight.second.bayes.f1]), base.epochs, t("compare.bayesLevel"))]
      : [];
  const label = t("compare.history.name", { figure: t(figureKeys[figure]) });
  const write = (value: number) => format.bare(value, 3);
  return (
    <Block
      heading={
        <InlineChoice<ModelFigure>
          label={t("compare.figure")}
          choices={comparableFigures.map((value) => ({ value, label: t(figureKeys[value]) }))}
          value={figure}
          onChange={setFigure}
        />
      }
      detail={t(hasBands ? "compare.history.bands" : endsAlone ? "compare.history.endsAlone" : "compare.history.runs")}
    >
      <BandChart
        label={label}
        series={series}
        references={references}
        xDomain={[0, Math.max(1, base.epochs)]}
        yDomain={figureDomain(
          figure,
          series,
          references.map(({ y }) => y[0]!),
        )}
        playhead={lastEpoch > 0 ? epoch : undefined}
        onChoose={(at) => {
          const next = Math.round(at);
          showEpoch(next >= lastEpoch ? null : next);
        }}
        formatX={format.integer}
        formatY={(value) => format.tick(value, 3)}
        formatValue={write}
        xLabel={t("history.epoch")}
        reading={{
          label,
          step: 1,
          valueText: (at, values) =>
            t("history.reading", {
              epoch: format.integer(at),
              values: values.map((value, i) => `${slotName(t, shown[i]!)} ${write(value)}`).join(", "),
            }),
        }}
        table={{
          caption: label,
          columns: [
            t("history.epoch"),
            ...shown.map((slot) => slotName(t, slot)),
            ...references.map(() => t("compare.bayesLevel")),
          ],
        }}
      />
    </Block>
  );
}

/** By the run's losses; the same objects as long as nothing new is known. */
function useCurves({ run, state: { figure } }: ComparisonModel) {
  const results = run?.results;
  const losses = run?.slots.length ?? 0;
  const seeds = run?.comparison.seeds ?? 0;
  const version = run?.version;
  return useMemo(() => {
    void version; // results are filled in place
    if (results === undefined) return [];
    return Array.from({ length: losses }, (_, loss) => {
      const history = results.history(loss, 0);
      return {
        own: {
          x: Float64Array.from(history, (record) => record.epoch),
          y: Float64Array.from(history, (record) => record.figures[figure]),
        },
        band: seedBand(results, loss, seeds, figure),
      };
    });
  }, [results, losses, seeds, version, figure]);
}

function level(id: string, value: number, epochs: number, name: string) {
  const x = Array.from({ length: 41 }, (_, i) => (i / 40) * Math.max(1, epochs));
  return { id, name, x, y: x.map(() => value) };
}

const bestOf = (values: readonly number[]) => Math.max(...values);

/**
 * From nothing to one where a figure starts at nothing; otherwise round numbers around the second half of the run: where all values lie close to one,
 * their first epochs may leave the frame.
 */
function figureDomain(figure: ModelFigure, series: readonly BandSeries[], levels: readonly number[]): Domain {
  const values = series.flatMap(({ curve, band }) =>
    [curve.y, ...(band === null ? [] : [band.lower, band.upper])].flatMap((all) =>
      Array.from(all).slice(Math.floor(all.length / 2)),
    ),
  );
  const finite = [...values, ...levels].filter(Number.isFinite);
  const [least, most] = finite.length === 0 ? [0, 1] : [Math.min(...finite), Math.max(...finite)];
  const isHigh = figure === "auc" || figure === "accuracy";
  const low = isHigh ? Math.max(0, 1 - roundUp(1 - least)) : 0;
  return [low, isHigh ? 1 : roundUp(Math.max(most, 0.05))];
}

/** The next of a few round shares. */
function roundUp(share: number): number {
  return [0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8].find((round) => share <= round) ?? 1;
}
