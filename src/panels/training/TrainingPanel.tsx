import type { ReactElement } from "react";
import { useTranslate } from "../../i18n";
import { Column } from "../parts/Panel";
import { FieldSettings } from "./FieldSettings";
import { FieldView } from "./FieldView";
import { HistoriesView } from "./HistoriesView";
import { MetricsView } from "./MetricsView";
import { RunControls } from "./RunControls";
import { UnfitNote } from "./UnfitNote";

/** The network at work: the plane, the run's controls, the figures and how they came about. */
export function TrainingPanel(): ReactElement {
  const t = useTranslate();
  return (
    <Column heading={t("learning.heading")} aside={<FieldSettings />}>
      <UnfitNote />
      <FieldView />
      <RunControls />
      <MetricsView />
      <HistoriesView />
    </Column>
  );
}
