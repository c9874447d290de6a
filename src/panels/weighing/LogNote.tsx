import type { ReactElement } from "react";
import { Button } from "../../controls";
import { useTranslate } from "../../i18n";
import { useActions } from "../hooks/useApp";
import styles from "./LogNote.module.css";

/** Says that parts of the curves have no place on a logarithmic axis, and offers one that has. */
export function LogNote({ lost }: { lost: "some" | "all" }): ReactElement {
  const t = useTranslate();
  const { setCurveScale } = useActions();
  return (
    <p className={styles.note}>
      <span>{t("axes.lostOnLog", { lost })}</span>{" "}
      <Button look="text" onClick={() => setCurveScale("symlog")}>
        {t("axes.showOnSymlog")}
      </Button>
    </p>
  );
}
