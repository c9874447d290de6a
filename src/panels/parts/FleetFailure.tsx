import type { ReactElement } from "react";
import { useTranslate } from "../../i18n";
import type { FailureCode } from "../../training/failure";
import { FailureDetail } from "./FailureDetail";
import styles from "./FleetFailure.module.css";

/**
 * Why a sweep or a comparison failed: the Explore view's text if it needs no step number, otherwise
 * a general one; and the details.
 */
export function FleetFailure({ code, detail }: { code: FailureCode; detail: string }): ReactElement {
  const t = useTranslate();
  const unknown = code === "device-lost" || code === "worker-died" || code === "diverged";
  return (
    <div role="alert" className={styles.failure}>
      <span>{t(unknown ? "failure.unknown" : `failure.${code}`, { step: "–" })}</span>
      <FailureDetail detail={detail} />
    </div>
  );
}
