import type { ReactNode } from "react";
import plot from "../parts/axis/Plot.module.css";
import type { Domain } from "../parts/axis/ticks";
import { valueScale } from "../parts/axis/valueScale";
import { Handle } from "../parts/handle/Handle";
import { useSize } from "../parts/useSize";
import { arrowPath } from "../surface/descentArrows";
import styles from "./LogitChart.module.css";

export interface LogitRow {
  name: ReactNode;
  /** The logit's text. */
  text: ReactNode;
  logit: number;
  /** The displacement by gradient descent, per unit of learning rate. */
  descent: number;
  isTrue: boolean;
  handle: { label: string; valueText: string };
}

export interface LogitChartProps {
  rows: readonly LogitRow[];
  domain: Domain;
  onChange: (row: number, logit: number) => void;
}

const HEIGHT_PX = 34;
const TRACK_Y = 12;
const ARROW_Y = 27;
/** Half of a handle's width. */
const INSET_PX = 8;
const STEP = 0.1;

/**
 * Draggable numbers on one common axis, each with the arrow of its descent (minus the gradient)
 * below.
 */
export function LogitChart({ rows, domain, onChange }: LogitChartProps) {
  const [ref, { widthPx }] = useSize<HTMLDivElement>();
  const x = valueScale("linear", domain, [INSET_PX, Math.max(INSET_PX + 1, widthPx - INSET_PX)]);
  const within = (value: number) => Math.min(domain[1], Math.max(domain[0], value));
  // A descent of 1 is a fifth of the axis long; arrows are cut at two fifths.
  const descentPx = (descent: number) => (Math.max(-2, Math.min(2, descent)) * (x(domain[1]) - x(domain[0]))) / 5;
  return (
    <div ref={ref} className={styles.rows}>
      {rows.map(({ name, text, logit, descent, isTrue, handle }, k) => {
        const at = x(within(logit));
        const tip = Math.min(widthPx - 1, Math.max(1, at + descentPx(descent)));
        const y = ARROW_Y;
        return (
          <div key={k} className={styles.row} data-true={isTrue || undefined}>
            <div className={styles.head}>
              <span className={styles.name}>{name}</span>
              <span className={styles.value}>{text}</span>
            </div>
            <div className={plot.drawing} style={{ height: HEIGHT_PX }}>
              {widthPx > 0 && (
                <>
                  <svg width={widthPx} height={HEIGHT_PX} className={plot.svg} aria-hidden="true">
                    <line className={styles.track} x1={x(domain[0])} x2={x(domain[1])} y1={TRACK_Y} y2={TRACK_Y} />
                    <line className={styles.bar} x1={x(within(0))} x2={at} y1={TRACK_Y} y2={TRACK_Y} />
                    <line className={styles.zero} x1={x(0)} x2={x(0)} y1={TRACK_Y - 6} y2={TRACK_Y + 6} />
                    {Math.abs(tip - at) > 2 && (
                      <path className={styles.descent} d={arrowPath({ from: { x: at, y }, to: { x: tip, y } }, 6)} />
                    )}
                  </svg>
                  <Handle
                    {...handle}
                    value={logit}
                    min={domain[0]}
                    max={domain[1]}
                    step={STEP}
                    xPx={at}
                    yPx={TRACK_Y}
                    invert={(xPx) => Math.round(x.invert(xPx) * 100) / 100}
                    onChange={(next) => onChange(k, next)}
                    shape="disc"
                  />
                </>
              )}
            </div>
          </div>
        );
      })}
    </div>
  );
}
