import styles from "./Axis.module.css";
import type { Frame } from "./frame";

export interface AxisTick {
  /** Position along the axis, in CSS pixels of the chart. */
  positionPx: number;
  text: string;
}

/** Ticks and their texts under the frame. */
export function AxisX({ frame, ticks }: { frame: Frame; ticks: readonly AxisTick[] }) {
  const baseline = frame.top + frame.height;
  return (
    <g>
      <line className={styles.axis} x1={frame.left} x2={frame.left + frame.width} y1={baseline} y2={baseline} />
      {ticks.map(({ positionPx, text }) => (
        <g key={positionPx} transform={`translate(${positionPx} ${baseline})`}>
          <line className={styles.tick} y2={4} />
          <text className={styles.text} y="1.35em" textAnchor="middle">
            {text}
          </text>
        </g>
      ))}
    </g>
  );
}

/** A light line across the frame at each tick, with its text on the left. */
export function AxisY({ frame, ticks }: { frame: Frame; ticks: readonly AxisTick[] }) {
  return (
    <g>
      {ticks.map(({ positionPx, text }) => (
        <g key={positionPx} transform={`translate(${frame.left} ${positionPx})`}>
          <line className={styles.grid} x2={frame.width} />
          <text className={styles.text} x={-7} dy=".35em" textAnchor="end">
            {text}
          </text>
        </g>
      ))}
    </g>
  );
}
