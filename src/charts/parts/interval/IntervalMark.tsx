import type { Domain } from "../axis/ticks";
import styles from "./IntervalMark.module.css";

export interface IntervalMarkProps {
  /** Must contain 0. */
  domain: Domain;
  value: number;
  interval: { low: number; high: number } | null;
}

/**
 * A difference with its interval around a line at 0: one row of a forest plot, inside a table that
 * has the same numbers as text.
 */
export function IntervalMark({ domain: [from, to], value, interval }: IntervalMarkProps) {
  const at = (x: number) => `${((Math.min(to, Math.max(from, x)) - from) / (to - from)) * 100}%`;
  return (
    <svg className={styles.mark} width="100%" height="20" aria-hidden="true">
      <line className={styles.zero} x1={at(0)} x2={at(0)} y1="0" y2="20" />
      {interval && (
        <>
          <line className={styles.interval} x1={at(interval.low)} x2={at(interval.high)} y1="10" y2="10" />
          <line className={styles.end} x1={at(interval.low)} x2={at(interval.low)} y1="6.5" y2="13.5" />
          <line className={styles.end} x1={at(interval.high)} x2={at(interval.high)} y1="6.5" y2="13.5" />
        </>
      )}
      {Number.isFinite(value) && <circle className={styles.value} cx={at(value)} cy="10" r="3.4" />}
    </svg>
  );
}
