import type { ReactElement } from "react";
import { Button } from "../../controls";
import type { Experiment } from "../../experiment/experiment";
import { Rich, useFormat, useTranslate } from "../../i18n";
import { optimizerNamed } from "../../optimizers";
import { type AlwaysNoReason, cureOf } from "../../training/alwaysNo";
import { useActions, useAppStore } from "../hooks/useApp";
import styles from "./AlwaysNo.module.css";

interface AlwaysNoProps {
  /** Null while it is not known. */
  reason: AlwaysNoReason | null;
  /** The experiment that the network was trained with. */
  experiment: Experiment;
}

/** That a network always says no, why, and a button that tries the smallest cure. */
export function AlwaysNo({ reason, experiment }: AlwaysNoProps): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  if (reason === null) {
    return (
      <p>
        <b>{t("alwaysNo.says")}</b>
      </p>
    );
  }
  const { name, learningRate } = experiment.optimizer;
  const factor = learningRate / optimizerNamed(name).suggestedRate;
  const because = t(`alwaysNo.because.${reason}`, {
    epochs: format.integer(experiment.epochs),
    optimizer: name,
    factor: format.significant(Math.max(factor, 1 / factor), 2),
  });
  return (
    <>
      <p>
        <Rich id="alwaysNo.why" values={{ says: t("alwaysNo.says"), because }} components={{ 0: <b /> }} />
      </p>
      <Cure reason={reason} experiment={experiment} />
    </>
  );
}

/** Changes the page's experiment; where no change helps, its loss. */
function Cure({ reason, experiment }: { reason: AlwaysNoReason; experiment: Experiment }): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const store = useAppStore();
  const { changeExperiment, selectLoss, startTraining } = useActions();
  const cure = cureOf(reason, experiment);
  const apply = () => {
    if (cure === null) selectLoss("focal");
    else changeExperiment((old) => cureOf(reason, old) ?? old);
    // Where changes do not retrain at once.
    if (store.getState().run.phase !== "retraining") startTraining();
  };
  return (
    <div className={styles.actions}>
      <Button onClick={apply}>
        {cure === null
          ? t("failure.useFocal")
          : t(`alwaysNo.cure.${reason}`, {
              epochs: format.integer(cure.epochs),
              rate: format.significant(cure.optimizer.learningRate, 2),
            })}
      </Button>
    </div>
  );
}
