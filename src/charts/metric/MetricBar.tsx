import styles from "./MetricBar.module.css";

export interface MetricBarProps {
  /** Accessible name. */
  label: string;
  /** 0 to 1; a non-finite value leaves the bar empty. */
  value: number;
  /** Position of the tick, e.g. the Bayes classifier's value. */
  reference?: number | undefined;
  /** Value and reference as text. */
  valueText: string;
}

const clamp01 = (value: number) => (Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : 0);

/** A metric as a bar on the scale 0 to 1, with a tick for comparison. */
export function MetricBar({ label, value, reference, valueText }: MetricBarProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a <meter> draws itself, and cannot hold the reference's tick.
    <div
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={1}
      aria-valuenow={clamp01(value)}
      aria-valuetext={valueText}
      className={styles.bar}
    >
      <div className={styles.value} style={{ transform: `scaleX(${clamp01(value)})` }} />
      {reference !== undefined && Number.isFinite(reference) && (
        <div className={styles.reference} style={{ left: `${100 * clamp01(reference)}%` }} />
      )}
    </div>
  );
}
