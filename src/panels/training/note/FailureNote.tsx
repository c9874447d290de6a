import type { ReactElement } from "react";
import { Button } from "../../../controls";
import { useFormat, useTranslate } from "../../../i18n";
import type { Failure } from "../../../store/run";
import { useActions, useApp } from "../../hooks/useApp";
import { FailureDetail } from "../../parts/FailureDetail";
import styles from "./PlaneNote.module.css";

/** A failure of the run: a sentence, and a button for what helps. */
export function FailureNote({ failure }: { failure: Failure }): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const engine = useApp((state) => state.run.engine?.id);
  const { resetTraining, startTraining, changeExperiment, chooseEngine, selectLoss } = useActions();
  const { code, detail, step } = failure;
  return (
    <div role="alert" className={styles.note}>
      <div>
        <b>{t(`failure.${code}`, { step: format.integer(step) })}</b>
        {code !== "diverged" && <FailureDetail detail={detail} />}
      </div>
      <div className={styles.actions}>
        {code === "diverged" && (
          <Button
            onClick={() => {
              changeExperiment((old) => ({
                ...old,
                optimizer: { ...old.optimizer, learningRate: Number((old.optimizer.learningRate / 10).toPrecision(6)) },
              }));
              startTraining();
            }}
          >
            {t("failure.lowerRate")}
          </Button>
        )}
        {(code === "device-lost" || code === "unsupported" || code === "out-of-memory") && engine !== "cpu" && (
          <Button
            onClick={() => {
              chooseEngine("cpu");
              startTraining();
            }}
          >
            {t("failure.useCpu")}
          </Button>
        )}
        {code === "bad-loss" && <Button onClick={() => selectLoss("focal")}>{t("failure.useFocal")}</Button>}
        <Button onClick={resetTraining}>{t("failure.startAgain")}</Button>
      </div>
    </div>
  );
}
