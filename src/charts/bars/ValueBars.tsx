import type { ReactNode } from "react";
import { ChartTable } from "../parts/table/ChartTable";
import styles from "./ValueBars.module.css";

export interface ValueBar {
  id: string;
  label: ReactNode;
  /** `name` as plain text. */
  name: string;
  /** 0 or more; an infinite value fills the row. */
  value: number;
  text: string;
  emphasised?: boolean | undefined;
}

export interface ValueBarsProps {
  /** Accessible name. */
  label: string;
  rows: readonly ValueBar[];
  /** Headings of the table. */
  columns: readonly [row: string, value: string];
}

/** A few numbers on one scale, one below the other. */
export function ValueBars({ label, rows, columns }: ValueBarsProps) {
  const finite = rows.map(({ value }) => value).filter(Number.isFinite);
  const largest = Math.max(...finite, 0);
  return (
    <div className={styles.chart}>
      <div className={styles.rows} aria-hidden="true">
        {rows.map(({ id, label: name, value, text, emphasised }) => (
          <div key={id} className={`${styles.row} ${emphasised ? styles.emphasised : ""}`} data-bar={id}>
            <span className={styles.label}>{name}</span>
            <span className={styles.track}>
              <span className={styles.bar} style={{ width: `${100 * shareOf(value, largest)}%` }} />
            </span>
            <span className={styles.value}>{text}</span>
          </div>
        ))}
      </div>
      <ChartTable caption={label} columns={columns} rows={rows.map(({ name, text }) => [name, text])} />
    </div>
  );
}

function shareOf(value: number, largest: number): number {
  if (value === Number.POSITIVE_INFINITY) return 1;
  return largest > 0 && value > 0 ? value / largest : 0;
}
