import type { ReactNode } from "react";
import styles from "./WeightChart.module.css";

export interface SplitNamesProps {
  hardLabel: ReactNode;
  easyLabel: ReactNode;
  /** Where the two meet, and how far they may reach. */
  xPx: number;
  left: number;
  right: number;
  top: number;
}

/** The two sides' names, back to back at the split; a side without room for a word says none. */
export function SplitNames({ hardLabel, easyLabel, xPx, left, right, top }: SplitNamesProps) {
  const room = 8; // of the handle between them
  return (
    <div className={styles.names} aria-hidden="true">
      <span className={styles.hard} style={{ top, left, width: Math.max(0, xPx - room - left) }}>
        {hardLabel}
      </span>
      <span className={styles.easyName} style={{ top, left: xPx + room, width: Math.max(0, right - xPx - room) }}>
        {easyLabel}
      </span>
    </div>
  );
}
