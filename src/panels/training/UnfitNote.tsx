import type { ReactElement } from "react";
import { useTranslate } from "../../i18n";
import { useApp } from "../hooks/useApp";
import styles from "./UnfitNote.module.css";

/** Where the loss is only looked at: why the network rests. */
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
