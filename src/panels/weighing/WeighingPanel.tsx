import type { ReactElement } from "react";
import { useTranslate } from "../../i18n";
import { Column } from "../shared/Panel";
import { useLossView } from "../shared/useLossView";
import { CurveBlocks } from "./CurveBlocks";
import { CurveTools } from "./CurveTools";
import { DriversBlock } from "./DriversBlock";
import { HardEasyBlock } from "./HardEasyBlock";
import { ProbeSentence } from "./ProbeSentence";
import styles from "./WeighingPanel.module.css";
import { WeightBlock } from "./WeightBlock";

/** What the loss makes of samples: its curves, its weight against cross entropy, hard against easy, and who drives the gradient. */
export function WeighingPanel(): ReactElement {
  const t = useTranslate();
  const view = useLossView();
  return (
    <Column heading={t("weighing.heading")} aside={<CurveTools />}>
      {view === null ? (
        <div className={styles.waiting} aria-busy="true" />
      ) : (
        <>
          <ProbeSentence view={view} />
          <div className={styles.pair}>
            <CurveBlocks view={view} />
          </div>
          <div className={styles.pair}>
            <WeightBlock view={view} />
            <HardEasyBlock view={view} />
          </div>
          <DriversBlock view={view} />
        </>
      )}
    </Column>
  );
}
