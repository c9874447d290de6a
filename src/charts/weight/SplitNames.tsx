import type { ReactNode } from "react";
import styles from "./WeightChart.module.css";

export interface SplitNamesProps {
  hardLabel: ReactNode;
  easyLabel: ReactNode;
  /** Position of the split, and the limits of both texts. */
  xPx: number;
  left: number;
  right: number;
  top: number;
}

/** The names of the two sides, on either side of the split. A side without room has no name. */
export function SplitNames({ hardLabel, easyLabel, xPx, left, right, top }: SplitNamesProps) {
  const room = 8; // half of the handle between the names
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
