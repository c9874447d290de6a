import type { ReactElement } from "react";
import styles from "./Trigger.module.css";

/** Shows that a list opens below. */
export function Caret(): ReactElement {
  return (
    <svg className={styles.caret} viewBox="0 0 8 5" aria-hidden="true">
      <path d="M0 0h8L4 5z" />
    </svg>
  );
}
