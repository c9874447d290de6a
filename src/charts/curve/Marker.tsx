import styles from "./Marker.module.css";

/** Filled for positives, open for negatives, so that the class shows without its colour. */
export function Marker({ of, x, y }: { of: "positive" | "negative" | "ink"; x: number; y: number }) {
  if (!Number.isFinite(x) || !Number.isFinite(y)) return null;
  return <circle className={styles[of]} cx={x} cy={y} r={of === "negative" ? 4 : 4.5} />;
}
