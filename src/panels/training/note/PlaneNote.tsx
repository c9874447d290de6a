import type { ReactElement } from "react";
import { useTranslate, withLaterTexts } from "../../../i18n";
import { lazyPart } from "../../../scheduling/lazyPart";
import { failureOf } from "../../../store/run";
import { useApp } from "../../hooks/useApp";
import { Guide } from "./Guide";
import styles from "./PlaneNote.module.css";

const FailureNote = lazyPart(() => withLaterTexts(import("./FailureNote")), "FailureNote");

/**
 * What is to be said about the plane, on the plane itself: one thing at a time, so that nothing on
 * the page moves when it comes or goes.
 */
export function PlaneNote(): ReactElement | null {
  const t = useTranslate();
  const failure = useApp((state) => failureOf(state.run));
  const unfit = useApp((state) => state.run.phase === "unfit");
  const guide = useApp((state) => state.guide);
  if (failure !== null) return <FailureNote failure={failure} />;
  if (unfit) {
    return (
      <p role="status" className={styles.note}>
        {t("learning.unfit")}
      </p>
    );
  }
  return guide ? <Guide /> : null;
}
