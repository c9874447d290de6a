import type { ReactElement } from "react";
import styles from "./Header.module.css";

/** A ring of negatives around a disc of positives. */
export function Mark(): ReactElement {
  return (
    <svg className={styles.mark} width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
      <circle className={styles.markRing} cx="11" cy="11" r="9" fill="none" strokeWidth="2.6" />
      <circle className={styles.markDisc} cx="11" cy="11" r="4.6" />
    </svg>
  );
}
