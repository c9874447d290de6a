import { type ReactElement, type ReactNode, useState } from "react";
import { TabbedViews } from "../controls";
import { useTranslate, withLaterTexts } from "../i18n";
import { ExperimentPanel } from "../panels/experiment/ExperimentPanel";
import { LossPanel } from "../panels/loss/panel/LossPanel";
import { FieldSettings } from "../panels/training/FieldSettings";
import { FieldView } from "../panels/training/FieldView";
import { InstantSwitch } from "../panels/training/InstantSwitch";
import { MetricsView } from "../panels/training/MetricsView";
import { PaceChoice, RunButtons, RunProgress } from "../panels/training/RunControls";
import { UnfitNote } from "../panels/training/UnfitNote";
import { WeighingPanel } from "../panels/weighing/WeighingPanel";
import { lazyPart } from "../scheduling/lazyPart";
import styles from "./PhoneLayout.module.css";

const HistoriesView = lazyPart(() => withLaterTexts(import("../panels/training/HistoriesView")), "HistoriesView");

type PartName = "loss" | "weighing" | "history" | "experiment";

/**
 * The plane at full width, main controls at the bottom within the thumb's reach, everything else in
 * tabs.
 */
export function PhoneLayout(): ReactElement {
  const t = useTranslate();
  const [part, setPart] = useState<PartName>("loss");
  return (
    <div className={styles.phone}>
      <h2 className="visuallyHidden">{t("learning.heading")}</h2>
      <div className={styles.field}>
        <FieldView />
      </div>
      <div className={styles.inset}>
        <div className={styles.settings}>
          <PaceChoice />
          <FieldSettings />
        </div>
        <UnfitNote />
        <RunProgress />
        <InstantSwitch />
        <MetricsView />
        <TabbedViews
          label={t("layout.parts")}
          value={part}
          onChange={setPart}
          views={[
            { id: "loss", label: t("loss.heading"), content: <LossPanel /> },
            { id: "weighing", label: t("weighing.heading"), content: <WeighingPanel /> },
            {
              id: "history",
              label: t("layout.history"),
              content: (
                <Part heading={t("layout.history")}>
                  <HistoriesView />
                </Part>
              ),
            },
            {
              id: "experiment",
              label: t("experiment.heading"),
              content: (
                <Part heading={t("experiment.heading")}>
                  <ExperimentPanel />
                </Part>
              ),
            },
          ]}
        />
      </div>
      <div className={styles.bar}>
        <RunButtons />
      </div>
    </div>
  );
}

/** The tab shows the name already; the heading is for the outline of screen readers. */
function Part({ heading, children }: { heading: string; children: ReactNode }): ReactElement {
  return (
    <>
      <h2 className="visuallyHidden">{heading}</h2>
      {children}
    </>
  );
}
