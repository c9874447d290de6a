import { type ReactElement, useMemo } from "react";
import type { Domain } from "../../charts";
import { BandChart, type BandSeries } from "../../charts/bands/BandChart";
import { InlineChoice } from "../../controls";
import { useFormat, useTranslate } from "../../i18n";
import { comparableMetrics, hasBestWeight, type MetricName, metrics } from "../../metrics/metrics";
import { measuresSeedEpochs } from "../../store/compare/comparisonSize";
import { seedBand } from "../../store/compare/seedMetrics";
import { Block } from "../parts/Panel";
import type { ComparisonModel } from "./comparisonModel";
import { SlotName, slotName } from "./slotWords";
import { useCompareActions } from "./useCompare";

/**
 * A metric by epoch: the curve of each loss's own run, and a band over the middle half of its runs
 * from other initial weights.
 */
export function HistoryBlock({ model }: { model: ComparisonModel }): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const { setMetric, showEpoch } = useCompareActions();
  const { state, run, base, slots, first, second, epoch, lastEpoch } = model;
  const { metric } = state;
  const shown = slots.filter(({ index, history }) => index !== null && history.length > 0);
  const curves = useCurves(model);
  const series = shown.map((slot): BandSeries => {
    const { own, band } = curves[slot.index!]!;
    return {
      id: slot.letter,
      index: slot.position,
      name: <SlotName t={t} model={slot} />,
      curve: own,
      band: band && { x: band.epochs, y: band.middle, lower: band.lower, upper: band.upper },
    };
  });
  const hasBands = series.some(({ band }) => band !== null);
  const endsAlone = run !== null && run.comparison.seeds > 1 && !measuresSeedEpochs(run.comparison);
  const references =
    hasBestWeight(metric) && first.bayes !== null && second.bayes !== null
      ? [
          level(
            "bayes",
            Math.max(first.bayes.metrics[metric], second.bayes.metrics[metric]),
            base.epochs,
            t("compare.bayesLevel"),
          ),
        ]
      : [];
  const label = t("compare.history.name", { metric: t(`metric.${metric}`) });
  const write = (value: number) => format.bare(value, 3);
  return (
    <Block
      heading={
        <InlineChoice<MetricName>
          label={t("compare.metric")}
          choices={comparableMetrics.map((value) => ({ value, label: t(`metric.${value}`) }))}
          value={metric}
          onChange={setMetric}
        />
      }
      detail={t(hasBands ? "compare.history.bands" : endsAlone ? "compare.history.endsAlone" : "compare.history.runs")}
    >
      <BandChart
        label={label}
        series={series}
        references={references}
        xDomain={[0, Math.max(1, base.epochs)]}
        yDomain={metricDomain(
          metric,
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

/** One entry for each loss of the run; memoised until the run's version changes. */
function useCurves({ run, state: { metric } }: ComparisonModel) {
  const results = run?.results;
  const losses = run?.slots.length ?? 0;
  const seeds = run?.comparison.seeds ?? 0;
  const version = run?.version;
  return useMemo(() => {
    void version; // `results` is mutated in place; `version` changes with it
    if (results === undefined) return [];
    return Array.from({ length: losses }, (_, loss) => {
      const history = results.history(loss, 0);
      return {
        own: {
          x: Float64Array.from(history, (record) => record.epoch),
          y: Float64Array.from(history, (record) => record.metrics[metric]),
        },
        band: seedBand(results, loss, seeds, metric),
      };
    });
  }, [results, losses, seeds, version, metric]);
}

function level(id: string, value: number, epochs: number, name: string) {
  const x = Array.from({ length: 41 }, (_, i) => (i / 40) * Math.max(1, epochs));
  return { id, name, x, y: x.map(() => value) };
}

/**
 * From 0 or below to a round number above; for metrics usually close to 1, from a round number
 * below to 1. Only the second half of the run counts: the first epochs may leave the plot.
 */
function metricDomain(metric: MetricName, series: readonly BandSeries[], levels: readonly number[]): Domain {
  const values = series.flatMap(({ curve, band }) =>
    [curve.y, ...(band === null ? [] : [band.lower, band.upper])].flatMap((all) =>
      Array.from(all).slice(Math.floor(all.length / 2)),
    ),
  );
  const finite = [...values, ...levels].filter(Number.isFinite);
  const [least, most] = finite.length === 0 ? [0, 1] : [Math.min(...finite), Math.max(...finite)];
  const isHigh = metrics[metric].usual === "near 1";
  const low = isHigh ? Math.max(0, 1 - roundUp(1 - least)) : least < 0 ? -roundUp(-least) : 0;
  return [low, isHigh ? 1 : roundUp(Math.max(most, 0.05))];
}

/** Rounds a share up to one of a few round numbers. */
function roundUp(share: number): number {
  return [0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8].find((round) => share <= round) ?? 1;
}
