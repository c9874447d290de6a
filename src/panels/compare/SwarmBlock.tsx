import type { ReactElement } from "react";
import { SwarmChart, type SwarmRow } from "../../charts/swarm/SwarmChart";
import { useFormat, useTranslate } from "../../i18n";
import type { SetSizes } from "../../store/compare/counts";
import { seedSummary } from "../../store/compare/seedFigures";
import { Block } from "../parts/Panel";
import { figureKeys } from "../sweep/figureWords";
import { figureDomain } from "../sweep/mapValues";
import type { ComparisonModel } from "./comparisonModel";
import { SlotName, slotName } from "./slotWords";

/** Every network of every loss at its end, a dot each: how far chance alone reaches. */
export function SwarmBlock({ sight, sizes }: { sight: ComparisonModel; sizes: SetSizes }): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const { run, slots, state } = sight;
  const { figure } = state;
  const rows = slots.flatMap((slot): SwarmRow[] => {
    if (run === null || slot.index === null) return [];
    const found = seedSummary(run.results, slot.index, run.comparison.seeds, figure, sizes);
    const summary = t("compare.swarm.summary", {
      median: format.bare(found.median, 3),
      ended: found.ended,
      neverYes: found.neverYes,
      diverged: found.diverged,
    });
    return [
      {
        id: slot.letter,
        name: <SlotName t={t} sight={slot} />,
        plainName: slotName(t, slot),
        summary,
        plainSummary: summary,
        values: found.values,
        middle: Number.isNaN(found.median) ? null : found.median,
        emphasised: false,
      },
    ];
  });
  const domain = figureDomain(
    rows.flatMap(({ values }) => values ?? []),
    figure,
  );
  return (
    <Block heading={t("compare.swarm.heading", { figure: t(figureKeys[figure]) })} detail={t("compare.swarm.detail")}>
      <SwarmChart
        label={t("compare.swarm.name", { figure: t(figureKeys[figure]) })}
        rows={rows}
        domain={domain}
        format={(value) => format.tick(value, 3)}
        columns={[t("compare.swarm.loss"), t("compare.swarm.summaryName")]}
      />
    </Block>
  );
}
