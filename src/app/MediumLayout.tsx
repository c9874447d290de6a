import { type CSSProperties, type ReactElement, useState } from "react";
import { useSize } from "../charts/parts/useSize";
import { TabbedViews } from "../controls";
import { useTranslate } from "../i18n";
import { ExperimentPanel } from "../panels/experiment/ExperimentPanel";
import { LossChoice } from "../panels/loss/panel/LossHead";
import { LossPanel } from "../panels/loss/panel/LossPanel";
import { LossSliders } from "../panels/loss/panel/LossSliders";
import { TrainingPanel } from "../panels/training/TrainingPanel";
import { WeighingPanel } from "../panels/weighing/WeighingPanel";
import styles from "./MediumLayout.module.css";

/**
 * Two columns below a strip with the loss and its parameters: tabs for the rest of the loss with
 * the experiment and for the weighing on the left, the network always on the right. Strip and
 * network stay in view while the left column scrolls.
 */
export function MediumLayout(): ReactElement {
  const t = useTranslate();
  const [view, setView] = useState<"loss" | "weighing">("loss");
  const [strip, { heightPx }] = useSize<HTMLElement>();
  return (
    <>
      <section ref={strip} className={styles.strip} aria-label={t("loss.strip")}>
        <LossChoice />
        <LossSliders inStrip />
      </section>
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
                <div className={styles.column}>
                  <LossPanel instrument={false} />
                  <ExperimentPanel />
                </div>
              ),
            },
            { id: "weighing", label: t("weighing.heading"), content: <WeighingPanel /> },
          ]}
        />
      </div>
      <div className={styles.right} style={{ "--strip": `${heightPx}px` } as CSSProperties}>
        <TrainingPanel />
      </div>
    </>
  );
}
