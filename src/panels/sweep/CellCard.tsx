import type { ReactElement } from "react";
import { Button } from "../../controls";
import type { Experiment } from "../../experiment/experiment";
import { useTranslate } from "../../i18n";
import { type MetricValues, metricValues } from "../../metrics/metrics";
import { bayesOf } from "../../store/sweep/theory";
import { useValidationSizes } from "../hooks/useValidationSizes";
import { MetricsRow } from "../parts/MetricsRow";
import { Block } from "../parts/Panel";
import styles from "./CellCard.module.css";
import { CellField } from "./CellField";
import { CellHeading } from "./CellHeading";
import { CellHistory } from "./CellHistory";
import { CellMetrics } from "./CellMetrics";
import { CellSeeds } from "./CellSeeds";
import { CellWeight, useMapLossView } from "./CellWeight";
import type { InspectedCell } from "./useInspectedCell";
import { useInspectedCell } from "./useInspectedCell";
import type { MapWords } from "./useMapWords";
import type { SweepMapModel } from "./useSweepMapModel";

export interface CellCardProps {
  model: SweepMapModel;
  words: MapWords;
  onOpen: (experiment: Experiment) => void;
}

/**
 * One network of the map in detail: its boundary, its metrics next to the Bayes classifier's, and
 * its training.
 */
export function CellCard({ model, words, onOpen }: CellCardProps): ReactElement {
  const t = useTranslate();
  const inspected = useInspectedCell(model);
  const weightView = useMapLossView(model);
  const { experiment } = inspected;
  const { positives, negatives } = useValidationSizes(experiment);
  const bayes = bayesOf(experiment, model.definition);
  const optimum = bayes?.metrics ?? null;
  const metrics = metricsOf(model, inspected);
  const diverged = metrics !== undefined && Number.isNaN(metrics.loss);
  // The history shows the chosen metric and a second one that differs from it.
  const second = model.metric === "loss" ? "f1" : "loss";
  return (
    <section className={styles.card} aria-label={t("sweep.card.name")}>
      <div className={styles.head}>
        <CellHeading model={model} inspected={inspected} words={words} />
        <Button onClick={() => onOpen(experiment)}>{t("sweep.open")}</Button>
      </div>
      <div className={styles.field}>
        <CellField model={model} inspected={inspected} />
        {diverged && <p className={styles.diverged}>{t("sweep.card.diverged")}</p>}
      </div>
      <div className={styles.metrics}>
        <Block
          heading={t("sweep.card.metrics")}
          detail={bayes === null ? undefined : t("sweep.card.metricsDetail")}
          aside={<CellMetrics values={metrics} optimum={optimum} />}
        >
          <MetricsRow values={metrics} optimum={optimum} alwaysNo={negatives / (positives + negatives)} />
        </Block>
        {weightView === null ? (
          <CellHistory model={model} inspected={inspected} metric={second} />
        ) : (
          <CellWeight view={weightView} model={model} inspected={inspected} />
        )}
      </div>
      <div className={styles.history}>
        <CellHistory model={model} inspected={inspected} metric={model.metric} />
      </div>
      <div className={styles.seeds}>
        <CellSeeds model={model} inspected={inspected} />
      </div>
    </section>
  );
}

/**
 * The metrics of the run from the first initial weights: from the details trained for the card,
 * otherwise from the map.
 */
function metricsOf({ results }: SweepMapModel, { cell, detail }: InspectedCell): MetricValues | undefined {
  if (detail !== undefined) return detail.epochs.at(-1)?.metrics;
  if (cell === null || results.outcome(cell, 0) === "missing") return undefined;
  return metricValues((name) => results.metric(cell, 0, name));
}
