import type { ReactElement } from "react";
import { Button } from "../../controls";
import type { Experiment } from "../../experiment/experiment";
import { useTranslate } from "../../i18n";
import { bayesOf } from "../../store/sweep/theory";
import type { ModelFigures } from "../../training/trainedModel";
import { MetricFigures } from "../parts/MetricFigures";
import { Block } from "../parts/Panel";
import styles from "./CellCard.module.css";
import { CellField } from "./CellField";
import { CellHeading } from "./CellHeading";
import { CellHistory } from "./CellHistory";
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

/** One network of the map, looked at closely: its boundary, its figures beside the best possible ones, and how it came there. */
export function CellCard({ sight, words, onOpen }: CellCardProps): ReactElement {
  const t = useTranslate();
  const looked = useInspectedCell(sight);
  const weightView = useWeightView(sight);
  const { experiment } = looked;
  const { positives, negatives } = experiment.dataset;
  const figures = figuresOf(sight, looked);
  const diverged = figures !== undefined && Number.isNaN(figures.loss);
  // Beside the chosen figure the one that says something else.
  const second = sight.figure === "loss" ? "f1" : "loss";
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
        <Block heading={t("sweep.card.figures")} detail={t("sweep.card.figuresDetail")}>
          <MetricFigures
            figures={figures}
            bayes={bayesOf(experiment, sight.definition)}
            alwaysNo={negatives / (positives + negatives)}
          />
        </Block>
        {weightView === null ? (
          <CellHistory sight={sight} looked={looked} figure={second} />
        ) : (
          <CellWeight view={weightView} sight={sight} looked={looked} />
        )}
      </div>
      <div className={styles.history}>
        <CellHistory sight={sight} looked={looked} figure={sight.figure} />
      </div>
      <div className={styles.seeds}>
        <CellSeeds sight={sight} looked={looked} />
      </div>
    </section>
  );
}

/** The model's own, of its first initial weights: as the map has them, else as it was trained for the card. */
function figuresOf({ results }: SweepMapModel, { cell, detail }: InspectedCell): ModelFigures | undefined {
  if (detail !== undefined) return detail.epochs.at(-1)?.figures;
  if (cell === null || results.outcome(cell, 0) === "missing") return undefined;
  const read = (figure: keyof ModelFigures) => results.figure(cell, 0, figure);
  return {
    loss: read("loss"),
    f1: read("f1"),
    precision: read("precision"),
    recall: read("recall"),
    accuracy: read("accuracy"),
    auc: read("auc"),
    calibrationError: read("calibrationError"),
  };
}
