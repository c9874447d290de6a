import styles from "./Marker.module.css";

export interface MarkerProps {
  /**
   * Marks of positives are filled and those of negatives open, so that they differ without colour.
   * Marks on history lines are `ink` or `faint`.
   */
  of: "positive" | "negative" | "ink" | "faint";
  x: number;
  y: number;
}

const radius = { positive: 4.5, negative: 4, ink: 4, faint: 3 } as const;

/** A value on a curve. */
export function Marker({ of, x, y }: MarkerProps) {
  if (!Number.isFinite(x) || !Number.isFinite(y)) return null;
  return <circle className={styles[of]} cx={x} cy={y} r={radius[of]} data-marker={of} />;
}
