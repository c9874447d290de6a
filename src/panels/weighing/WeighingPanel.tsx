import type { ReactElement } from "react";
import { SegmentedToggle } from "../../controls";
import { useTranslate } from "../../i18n";
import type { CurveAxis } from "../../store/state";
import { Column } from "../shared/Panel";
import { useActions, useApp } from "../shared/useApp";
import { useLossView } from "../shared/useLossView";
import { CurveBlocks } from "./CurveBlocks";
import { DriversBlock } from "./DriversBlock";
import { HardEasyBlock } from "./HardEasyBlock";
import { ProbeSentence } from "./ProbeSentence";
import styles from "./WeighingPanel.module.css";
import { WeightBlock } from "./WeightBlock";

/** What the loss makes of samples: its curves, its weight against cross entropy, hard against easy, and who drives the gradient. */
export function WeighingPanel(): ReactElement {
  const t = useTranslate();
  const axis = useApp((state) => state.curveAxis);
  const { setCurveAxis } = useActions();
  const view = useLossView();
  return (
    <Column
      heading={t("weighing.heading")}
      aside={
        <SegmentedToggle<CurveAxis>
          look="text"
          label={t("curve.axis")}
          choices={[
            { value: "probability", label: t("curve.overProbability") },
            { value: "logit", label: t("curve.overLogit") },
          ]}
          value={axis}
          onChange={setCurveAxis}
        />
      }
    >
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
