import type { ReactElement, ReactNode } from "react";
import styles from "./Settings.module.css";

/** Rows of settings in a popover. */
export function Settings({ children, note }: { children: ReactNode; note?: string }): ReactElement {
  return (
    <div className={styles.settings}>
      {children}
      {note !== undefined && <p className={styles.note}>{note}</p>}
    </div>
  );
}

export function Setting({ name, children }: { name: ReactNode; children: ReactNode }): ReactElement {
  return (
    <div className={styles.setting}>
      <span className={styles.name}>{name}</span>
      <span>{children}</span>
    </div>
  );
}
