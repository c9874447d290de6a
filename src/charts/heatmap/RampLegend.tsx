import { type ReactNode, useLayoutEffect, useRef } from "react";
import { useTokens } from "../tokens";
import { star } from "./MapMarks";
import { cellColours, css } from "./paintCells";
import styles from "./RampLegend.module.css";

export interface RampLegendProps {
  /** What the colour says. */
  name: ReactNode;
  /** Values at the ramp's left and right end. */
  ends: readonly [string, string];
  /** Whether the ramp's full end is on the left: less is better. */
  reversed: boolean;
  /** Name of the cells whose networks know one answer alone; left out where there are none. */
  sameAnswer?: ReactNode | undefined;
  /** Name of the strip of both quartiles; left out where each cell has one network. */
  quartiles?: ReactNode | undefined;
  best: ReactNode;
}

/** What colours and marks of a heat map mean. */
export function RampLegend({ name, ends, reversed, sameAnswer, quartiles, best }: RampLegendProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const tokens = useTokens();
  const { ramp } = cellColours(tokens);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    const { width, height } = context.canvas;
    for (let x = 0; x < width; x++) {
      const share = x / (width - 1);
      context.fillStyle = css(ramp[Math.round((reversed ? 1 - share : share) * (ramp.length - 1))]!);
      context.fillRect(x, 0, 1, height);
    }
  }, [ramp, reversed]);
  return (
    <div className={`tabular ${styles.legend}`}>
      <span className={styles.item}>
        {name} {ends[0]}
        <canvas ref={canvas} className={styles.ramp} width={128} height={12} aria-hidden="true" />
        {ends[1]}
      </span>
      <span className={styles.item}>
        <svg width="12" height="12" aria-hidden="true">
          <path className={styles.best} d={star(6, 6.5, 6)} />
        </svg>
        {best}
      </span>
      {sameAnswer !== undefined && (
        <span className={styles.item}>
          <span className={styles.sameAnswer} aria-hidden="true" />
          {sameAnswer}
        </span>
      )}
      {quartiles !== undefined && (
        <span className={styles.item}>
          <span className={styles.strip} aria-hidden="true">
            <span style={{ background: css(ramp[Math.round(ramp.length * 0.35)]!) }} />
            <span style={{ background: css(ramp[Math.round(ramp.length * 0.8)]!) }} />
          </span>
          {quartiles}
        </span>
      )}
    </div>
  );
}
