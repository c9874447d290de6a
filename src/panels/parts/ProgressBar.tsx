import type { ReactElement } from "react";
import styles from "./ProgressBar.module.css";

export interface ProgressBarProps {
  label: string;
  done: number;
  all: number;
  /** The progress in words, with the time. */
  text: string;
}

/** A thin progress bar. */
export function ProgressBar({ label, done, all, text }: ProgressBarProps): ReactElement {
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={all}
      aria-valuenow={done}
      aria-valuetext={text}
      className={styles.track}
    >
      <div className={styles.done} style={{ transform: `scaleX(${done / Math.max(1, all)})` }} />
    </div>
  );
}
