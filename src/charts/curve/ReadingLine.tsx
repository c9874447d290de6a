import styles from "./ReadingLine.module.css";

export interface ReadingLineProps {
  kind: "probe" | "hover";
  xPx: number;
  top: number;
  bottom: number;
}

/** The vertical line at which values are read. */
export function ReadingLine({ kind, xPx, top, bottom }: ReadingLineProps) {
  return <line className={styles[kind]} x1={xPx} x2={xPx} y1={top} y2={bottom} data-reading={kind} />;
}
