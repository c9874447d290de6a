import type { ReactElement } from "react";
import styles from "./LoadingBar.module.css";

export interface LoadingBarProps {
  label: string;
  /** How much is here; undefined while nobody knows. */
  loaded: { bytes: number; of: number } | undefined;
}

/** A hairline that fills while files come. */
export function LoadingBar({ label, loaded }: LoadingBarProps): ReactElement {
  return (
    <progress
      className={styles.bar}
      aria-label={label}
      {...(loaded !== undefined && { value: loaded.bytes, max: loaded.of })}
    />
  );
}
