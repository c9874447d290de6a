import type { ReactElement } from "react";
import { SwarmChart, type SwarmRow } from "../../charts/swarm/SwarmChart";
import { useFormat, useTranslate } from "../../i18n";
import type { SetSizes } from "../../store/compare/counts";
import { seedSummary } from "../../store/compare/seedMetrics";
import { Block } from "../parts/Panel";
import { metricDomain } from "../sweep/mapValues";
import type { ComparisonModel } from "./comparisonModel";
import { SlotName, slotName } from "./slotWords";

/**
 * One dot for the last epoch of every network of every loss, so that the spread due to chance is
 * visible.
 */
export function SwarmBlock({ model, sizes }: { model: ComparisonModel; sizes: SetSizes }): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const { run, slots, state } = model;
  const { metric } = state;
  const rows = slots.flatMap((slot): SwarmRow[] => {
    if (run === null || slot.index === null) return [];
    const found = seedSummary(run.results, slot.index, run.comparison.seeds, metric, sizes);
    const summary = t("compare.swarm.summary", {
      median: format.bare(found.median, 3),
      ended: found.ended,
      neverYes: found.neverYes,
      diverged: found.diverged,
    });
    return [
      {
        id: slot.letter,
        name: <SlotName t={t} model={slot} />,
        plainName: slotName(t, slot),
        summary,
        plainSummary: summary,
        values: found.values,
        middle: Number.isNaN(found.median) ? null : found.median,
        emphasised: false,
      },
    ];
  });
  const domain = metricDomain(
    rows.flatMap(({ values }) => values ?? []),
    metric,
  );
  return (
    <Block heading={t("compare.swarm.heading", { metric: t(`metric.${metric}`) })} detail={t("compare.swarm.detail")}>
      <SwarmChart
        label={t("compare.swarm.name", { metric: t(`metric.${metric}`) })}
        rows={rows}
        domain={domain}
        format={(value) => format.tick(value, 3)}
        columns={[t("compare.swarm.loss"), t("compare.swarm.summaryName")]}
      />
    </Block>
  );
}
