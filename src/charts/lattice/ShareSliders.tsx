import type { ReactNode } from "react";
import { textWidthPx } from "../parts/axis/frame";
import plot from "../parts/axis/Plot.module.css";
import { valueScale } from "../parts/axis/valueScale";
import { Handle } from "../parts/handle/Handle";
import { useTokens } from "../parts/tokens";
import { useSize } from "../parts/useSize";
import styles from "./ShareSliders.module.css";

export interface ShareSlider {
  id: string;
  text: ReactNode;
  /** Accessible name of the row's handle. */
  name: string;
  share: number;
  quiet?: boolean | undefined;
}

export interface ShareSlidersProps {
  rows: readonly ShareSlider[];
  onShare: (row: number, share: number) => void;
  formatShare: (share: number) => string;
}

/** Row height: enough for a finger, which needs more than the bar's height. */
const ROW_PX = 32;
const BAR_PX = 14;

/**
 * A distribution over a few named outcomes as draggable horizontal bars. The caller keeps the sum.
 */
export function ShareSliders({ rows, onShare, formatShare }: ShareSlidersProps) {
  const [ref, { widthPx }] = useSize<HTMLDivElement>();
  const { textPx } = useTokens();
  const left = Math.ceil(textPx[0] * 1.6);
  const valueWidth = textWidthPx(".000", textPx[1]) + 10;
  const x = valueScale("linear", [0, 1], [left, Math.max(left + 1, widthPx - valueWidth - 8)]);
  const heightPx = rows.length * ROW_PX;
  return (
    <div ref={ref} className={plot.drawing} style={{ height: heightPx }}>
      {widthPx > 0 && (
        <>
          <svg aria-hidden="true" width={widthPx} height={heightPx} className={plot.svg}>
            {rows.map(({ id, share, quiet }, row) => (
              <g key={id}>
                <line
                  className={styles.track}
                  x1={x(0)}
                  x2={x(1)}
                  y1={(row + 0.5) * ROW_PX}
                  y2={(row + 0.5) * ROW_PX}
                />
                <rect
                  className={quiet ? styles.quiet : styles.bar}
                  x={x(0)}
                  width={x(share) - x(0)}
                  y={(row + 0.5) * ROW_PX - BAR_PX / 2}
                  height={BAR_PX}
                />
              </g>
            ))}
          </svg>
          {rows.map(({ id, text, share }, row) => (
            <div key={id} className={styles.text} style={{ top: row * ROW_PX, height: ROW_PX }} aria-hidden="true">
              <span className={styles.symbol} style={{ width: left }}>
                {text}
              </span>
              <span className={styles.value}>{formatShare(share)}</span>
            </div>
          ))}
          {rows.map(({ id, name, share }, row) => (
            <Handle
              key={id}
              shape="bar"
              label={name}
              value={share}
              min={0}
              max={1}
              step={0.01}
              valueText={formatShare(share)}
              xPx={x(share)}
              yPx={(row + 0.5) * ROW_PX}
              invert={(xPx) => x.invert(xPx)}
              onChange={(next) => onShare(row, next)}
            />
          ))}
        </>
      )}
    </div>
  );
}
