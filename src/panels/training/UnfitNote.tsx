import type { ReactElement } from "react";
import { useTranslate } from "../../i18n";
import { useApp } from "../hooks/useApp";
import styles from "./UnfitNote.module.css";

/** For a loss that no network can be trained on: says why nothing is trained. */
export function UnfitNote(): ReactElement | null {
  const t = useTranslate();
  const unfit = useApp((state) => state.run.phase === "unfit");
  if (!unfit) return null;
  return (
    <p role="status" className={styles.note}>
      {t("learning.unfit")}
    </p>
  );
}
