import { type ReactElement, useState } from "react";
import { TabbedViews } from "../controls";
import { useTranslate } from "../i18n";
import { ExperimentPanel } from "../panels/experiment/ExperimentPanel";
import { LossPanel } from "../panels/loss/panel/LossPanel";
import { TrainingPanel } from "../panels/training/TrainingPanel";
import { WeighingPanel } from "../panels/weighing/WeighingPanel";
import styles from "./App.module.css";

/**
 * Two columns: tabs for the loss with the experiment and for the weighing on the left, the network
 * always on the right.
 */
export function MediumLayout(): ReactElement {
  const t = useTranslate();
  const [view, setView] = useState<"loss" | "weighing">("loss");
  return (
    <>
      <div className={styles.left}>
        <TabbedViews
          label={t("layout.parts")}
          value={view}
          onChange={setView}
          views={[
            {
              id: "loss",
              label: t("loss.heading"),
              content: (
                <div className={styles.left}>
                  <LossPanel />
                  <ExperimentPanel />
                </div>
              ),
            },
            { id: "weighing", label: t("weighing.heading"), content: <WeighingPanel /> },
          ]}
        />
      </div>
      <div className={styles.right}>
        <TrainingPanel />
      </div>
    </>
  );
}
