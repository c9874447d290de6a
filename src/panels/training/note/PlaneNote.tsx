import type { ReactElement } from "react";
import { useTranslate, withLaterTexts } from "../../../i18n";
import { alwaysSaysNo } from "../../../metrics/measure";
import { lazyPart } from "../../../scheduling/lazyPart";
import { failureOf, type ShownRun } from "../../../store/run";
import type { AppState } from "../../../store/state";
import { useApp } from "../../hooks/useApp";
import { Guide } from "./Guide";
import styles from "./PlaneNote.module.css";

const AlwaysNoNote = lazyPart(() => withLaterTexts(import("./AlwaysNoNote")), "AlwaysNoNote");
const FailureNote = lazyPart(() => withLaterTexts(import("./FailureNote")), "FailureNote");

/**
 * What is to be said about the plane, on the plane itself: one thing at a time, so that nothing on
 * the page moves when it comes or goes.
 */
export function PlaneNote(): ReactElement | null {
  const t = useTranslate();
  const failure = useApp((state) => failureOf(state.run));
  const unfit = useApp((state) => state.run.phase === "unfit");
  const alwaysNo = useApp(alwaysNoRun);
  const guide = useApp((state) => state.guide);
  if (failure !== null) return <FailureNote failure={failure} />;
  if (unfit) {
    return (
      <p role="status" className={styles.note}>
        {t("learning.unfit")}
      </p>
    );
  }
  if (alwaysNo !== null) return <AlwaysNoNote shown={alwaysNo} />;
  return guide ? <Guide /> : null;
}

/** The shown run, if it has been trained to its end and its network calls no sample positive. */
function alwaysNoRun({ run }: AppState): ShownRun | null {
  const { shown } = run;
  if (shown === null || shown.snapshot.epoch < shown.experiment.epochs) return null;
  const { train, validation } = shown.snapshot.current;
  return alwaysSaysNo(train) && alwaysSaysNo(validation) ? shown : null;
}
