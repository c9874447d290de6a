import type { ReactElement } from "react";
import { useTranslate, withLaterTexts } from "../../i18n";
import { lazyPart } from "../../scheduling/lazyPart";
import { useScreenSize } from "../hooks/useScreenSize";
import { Column } from "../parts/Panel";
import { FieldSettings } from "./FieldSettings";
import { FieldView } from "./FieldView";
import { RunControls } from "./RunControls";
import styles from "./TrainingPanel.module.css";

/** Loaded late: before the first snapshot they are empty. */
const MetricsView = lazyPart(() => withLaterTexts(import("./MetricsView")), "MetricsView");
/** Loaded late: below the fold on most screens, and only axes before the first epoch. */
const HistoriesView = lazyPart(() => withLaterTexts(import("./HistoriesView")), "HistoriesView");

/** The network in training: the plane, the run's controls, the metrics and their histories. */
export function TrainingPanel(): ReactElement {
  const t = useTranslate();
  const wide = useScreenSize() === "wide";
  return (
    <Column heading={t("learning.heading")} aside={wide ? <FieldSettings /> : undefined}>
      <FieldView />
      <RunControls />
      {!wide && <FieldSettings />}
      <MetricsView fallback={<div className={styles.waitingMetrics} />} />
      <HistoriesView fallback={<div className={styles.waitingHistories} />} />
    </Column>
  );
}
