import type { ReactElement } from "react";
import styles from "./LoadingBar.module.css";

export interface LoadingBarProps {
  label: string;
  /** The loaded share; undefined while it is unknown. */
  loaded: { bytes: number; of: number } | undefined;
}

/** A thin progress bar for downloads. */
export function LoadingBar({ label, loaded }: LoadingBarProps): ReactElement {
  return (
    <progress
      className={styles.bar}
      aria-label={label}
      {...(loaded !== undefined && { value: loaded.bytes, max: loaded.of })}
    />
  );
}
