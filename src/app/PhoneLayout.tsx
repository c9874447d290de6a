import { type ReactElement, type ReactNode, useState } from "react";
import { TabbedViews } from "../controls";
import { useTranslate } from "../i18n";
import { ExperimentPanel } from "../panels/experiment/ExperimentPanel";
import { FieldSettings } from "../panels/learning/FieldSettings";
import { FieldView } from "../panels/learning/FieldView";
import { HistoriesView } from "../panels/learning/HistoriesView";
import { InstantSwitch } from "../panels/learning/InstantSwitch";
import { MetricsView } from "../panels/learning/MetricsView";
import { PaceChoice, RunButtons, RunProgress } from "../panels/learning/RunControls";
import { UnfitNote } from "../panels/learning/UnfitNote";
import { LossPanel } from "../panels/loss/LossPanel";
import { WeighingPanel } from "../panels/weighing/WeighingPanel";
import styles from "./PhoneLayout.module.css";

type PartName = "loss" | "weighing" | "history" | "experiment";

/** The plane from edge to edge, what is under the thumb at the bottom, and the rest behind tabs. */
export function PhoneLayout(): ReactElement {
  const t = useTranslate();
  const [part, setPart] = useState<PartName>("loss");
  return (
    <div className={styles.phone}>
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

/** The tab has named it for the eye; the outline of headings needs the name too. */
function Part({ heading, children }: { heading: string; children: ReactNode }): ReactElement {
  return (
    <>
      <h2 className="visuallyHidden">{heading}</h2>
      {children}
    </>
  );
}
