import { type ReactElement, type ReactNode, useState } from "react";
import { TabbedViews } from "../controls";
import { useTranslate, withLaterTexts } from "../i18n";
import { ExperimentPanel } from "../panels/experiment/ExperimentPanel";
import { LossChoice } from "../panels/loss/panel/LossHead";
import { LossPanel } from "../panels/loss/panel/LossPanel";
import { LossSliders } from "../panels/loss/panel/LossSliders";
import { FieldSettings } from "../panels/training/FieldSettings";
import { FieldView } from "../panels/training/FieldView";
import { FiguresLine } from "../panels/training/FiguresLine";
import { RunButtons, TrainButton } from "../panels/training/RunControls";
import { WeighingPanel } from "../panels/weighing/WeighingPanel";
import { lazyPart } from "../scheduling/lazyPart";
import styles from "./PhoneLayout.module.css";

const MetricsView = lazyPart(() => withLaterTexts(import("../panels/training/MetricsView")), "MetricsView");
const HistoriesView = lazyPart(() => withLaterTexts(import("../panels/training/HistoriesView")), "HistoriesView");

type PartName = "loss" | "weighing" | "network" | "experiment";

/**
 * The plane with a line of figures stays at the top, the loss with its parameters and the main
 * button at the bottom, within the thumb's reach; everything else is in tabs between them.
 */
export function PhoneLayout(): ReactElement {
  const t = useTranslate();
  const [part, setPart] = useState<PartName>("loss");
  return (
    <div className={styles.phone}>
      <h2 className="visuallyHidden">{t("learning.heading")}</h2>
      <div className={styles.seen}>
        <div className={styles.plane}>
          <FieldView />
        </div>
        <FiguresLine />
      </div>
      <section className={styles.strip} aria-label={t("loss.strip")}>
        <LossSliders inStrip />
        <div className={styles.line}>
          <LossChoice />
          <TrainButton />
        </div>
      </section>
      <div className={styles.parts}>
        <TabbedViews
          label={t("layout.parts")}
          value={part}
          onChange={setPart}
          views={[
            { id: "loss", label: t("layout.loss"), content: <LossPanel instrument={false} /> },
            { id: "weighing", label: t("layout.weighing"), content: <WeighingPanel /> },
            {
              id: "network",
              label: t("layout.learning"),
              content: (
                <Part heading={t("learning.heading")}>
                  <div className={styles.line}>
                    <RunButtons />
                  </div>
                  <FieldSettings />
                  <MetricsView />
                  <HistoriesView />
                </Part>
              ),
            },
            {
              id: "experiment",
              label: t("layout.experiment"),
              content: (
                <Part heading={t("experiment.heading")}>
                  <ExperimentPanel />
                </Part>
              ),
            },
          ]}
        />
      </div>
    </div>
  );
}

/** The tab shows the name already; the heading is for the outline of screen readers. */
function Part({ heading, children }: { heading: string; children: ReactNode }): ReactElement {
  return (
    <div className={styles.part}>
      <h2 className="visuallyHidden">{heading}</h2>
      {children}
    </div>
  );
}
