import type { ReactElement } from "react";
import { SwarmChart, type SwarmRow } from "../../charts/swarm/SwarmChart";
import { useFormat, useTranslate } from "../../i18n";
import { median } from "../../metrics/quantile";
import { DETAIL_SEEDS } from "../../store/sweep/cellDetails";
import { metricText } from "../format/metricText";
import { Block } from "../parts/Panel";
import styles from "./CellCard.module.css";
import { metricDomain } from "./mapValues";
import type { InspectedCell, InspectedModel } from "./useInspectedCell";
import { baseKey } from "./useMapWords";
import type { SweepMapModel } from "./useSweepMapModel";

/**
 * The same setting trained from other initial weights: shows whether one network's result is
 * typical.
 */
export function CellSeeds({ model, inspected }: { model: SweepMapModel; inspected: InspectedCell }): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const { metric } = model;
  const write = (value: number) => metricText(metric, value, format);
  const rowOf = (id: "cell" | "base", { detail }: InspectedModel): SwarmRow => {
    const seeds = detail?.seeds ?? null;
    const values = seeds?.map((trained) => trained.metrics[metric]) ?? null;
    const middle = values && median(values);
    const name = t(id === "cell" && inspected.cell !== null ? "sweep.card.cell" : baseKey(model));
    const summary = middle === null ? t("sweep.card.seedsComing") : t("sweep.card.median", { value: write(middle) });
    return { id, name, plainName: name, summary, plainSummary: summary, values, middle, emphasised: id === "cell" };
  };
  const rows = [rowOf("cell", inspected), ...(inspected.base === null ? [] : [rowOf("base", inspected.base)])];
  const domain = metricDomain(
    rows.flatMap(({ values }) => values ?? []),
    metric,
  );
  const [own, other] = [neverYes(inspected), inspected.base === null ? 0 : neverYes(inspected.base)];
  return (
    <Block heading={t("sweep.card.seeds")} detail={t("sweep.card.seedsDetail", { count: DETAIL_SEEDS })}>
      <SwarmChart
        label={t("sweep.card.seedsName", { metric: t(`metric.${metric}`), count: DETAIL_SEEDS })}
        rows={rows}
        domain={domain}
        format={(value) => format.tick(value, 3)}
        columns={[t("sweep.card.network"), t("sweep.card.medianColumn")]}
      />
      {own + other > 0 && (
        <p className={styles.silent}>
          {t("sweep.card.silent", {
            own,
            name: rows[0]!.plainName,
            compared: inspected.base === null ? "no" : "yes",
            other,
            otherName: t(baseKey(model)),
            all: DETAIL_SEEDS,
          })}
        </p>
      )}
    </Block>
  );
}

const neverYes = ({ detail }: InspectedModel) => detail?.seeds?.filter((seed) => seed.neverYes).length ?? 0;
