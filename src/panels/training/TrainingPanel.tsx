import type { ReactElement } from "react";
import { useTranslate, withLaterTexts } from "../../i18n";
import { lazyPart } from "../../scheduling/lazyPart";
import { Column } from "../parts/Panel";
import { FieldSettings } from "./FieldSettings";
import { FieldView } from "./FieldView";
import { MetricsView } from "./MetricsView";
import { RunControls } from "./RunControls";
import styles from "./TrainingPanel.module.css";
import { UnfitNote } from "./UnfitNote";

/** Loaded late: below the fold on most screens, and only axes before the first epoch. */
const HistoriesView = lazyPart(() => withLaterTexts(import("./HistoriesView")), "HistoriesView");

/** The network in training: the plane, the run's controls, the metrics and their histories. */
export function TrainingPanel(): ReactElement {
  const t = useTranslate();
  return (
    <Column heading={t("learning.heading")} aside={<FieldSettings />}>
      <UnfitNote />
      <FieldView />
      <RunControls />
      <MetricsView />
      <HistoriesView fallback={<div className={styles.waitingHistories} />} />
    </Column>
  );
}
