import type { ReactElement } from "react";
import { Button } from "../../controls";
import type { Experiment } from "../../experiment/experiment";
import { useTranslate } from "../../i18n";
import { type MetricValues, metricValues } from "../../metrics/metrics";
import { bayesOf } from "../../store/sweep/theory";
import { MetricsRow } from "../parts/MetricsRow";
import { Block } from "../parts/Panel";
import styles from "./CellCard.module.css";
import { CellField } from "./CellField";
import { CellHeading } from "./CellHeading";
import { CellHistory } from "./CellHistory";
import { CellMetrics } from "./CellMetrics";
import { CellSeeds } from "./CellSeeds";
import { CellWeight, useWeightView } from "./CellWeight";
import type { InspectedCell } from "./useInspectedCell";
import { useInspectedCell } from "./useInspectedCell";
import type { MapWords } from "./useMapWords";
import type { SweepMapModel } from "./useSweepMapModel";

export interface CellCardProps {
  sight: SweepMapModel;
  words: MapWords;
  onOpen: (experiment: Experiment) => void;
}

/**
 * One network of the map in detail: its boundary, its metrics with the best possible ones, and its
 * training.
 */
export function CellCard({ sight, words, onOpen }: CellCardProps): ReactElement {
  const t = useTranslate();
  const looked = useInspectedCell(sight);
  const weightView = useWeightView(sight);
  const { experiment } = looked;
  const { positives, negatives } = experiment.dataset;
  const bayes = bayesOf(experiment, sight.definition);
  const optimum = bayes?.metrics ?? null;
  const metrics = metricsOf(sight, looked);
  const diverged = metrics !== undefined && Number.isNaN(metrics.loss);
  // Next to the chosen metric, one that says something else.
  const second = sight.metric === "loss" ? "f1" : "loss";
  return (
    <section className={styles.card} aria-label={t("sweep.card.name")}>
      <div className={styles.head}>
        <CellHeading sight={sight} looked={looked} words={words} />
        <Button onClick={() => onOpen(experiment)}>{t("sweep.open")}</Button>
      </div>
      <div className={styles.field}>
        <CellField sight={sight} looked={looked} />
        {diverged && <p className={styles.diverged}>{t("sweep.card.diverged")}</p>}
      </div>
      <div className={styles.figures}>
        <Block
          heading={t("sweep.card.metrics")}
          detail={bayes === null ? undefined : t("sweep.card.metricsDetail")}
          aside={<CellMetrics values={metrics} optimum={optimum} />}
        >
          <MetricsRow values={metrics} optimum={optimum} alwaysNo={negatives / (positives + negatives)} />
        </Block>
        {weightView === null ? (
          <CellHistory sight={sight} looked={looked} metric={second} />
        ) : (
          <CellWeight view={weightView} sight={sight} looked={looked} />
        )}
      </div>
      <div className={styles.history}>
        <CellHistory sight={sight} looked={looked} metric={sight.metric} />
      </div>
      <div className={styles.seeds}>
        <CellSeeds sight={sight} looked={looked} />
      </div>
    </section>
  );
}

/**
 * The model's own, from its first initial weights: as trained for the card, else as the map has
 * them.
 */
function metricsOf({ results }: SweepMapModel, { cell, detail }: InspectedCell): MetricValues | undefined {
  if (detail !== undefined) return detail.epochs.at(-1)?.metrics;
  if (cell === null || results.outcome(cell, 0) === "missing") return undefined;
  return metricValues((name) => results.metric(cell, 0, name));
}
