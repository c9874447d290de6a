import type { ReactElement } from "react";
import { useTranslate } from "../../i18n";
import type { FailureCode } from "../../training/failure";
import styles from "./FleetFailure.module.css";

/** What ended a sweep or a comparison: the main screen's words where they need no step, and what is known of it. */
export function FleetFailure({ code, detail }: { code: FailureCode; detail: string }): ReactElement {
  const t = useTranslate();
  const unknown = code === "device-lost" || code === "worker-died" || code === "diverged";
  return (
    <p role="alert" className={styles.failure}>
      {t(unknown ? "failure.unknown" : `failure.${code}`, { step: "–" })}{" "}
      <span className={styles.detail}>{detail}</span>
    </p>
  );
}
