import { type ReactNode, useLayoutEffect, useRef } from "react";
import { useTokens } from "../parts/tokens";
import { star } from "./MapMarks";
import { cellColours, css } from "./paintCells";
import styles from "./RampLegend.module.css";

export interface RampLegendProps {
  /** Name of the value that the colour shows. */
  name: ReactNode;
  /** Values at the left and right end of the ramp. */
  ends: readonly [string, string];
  /** Whether the ramp's full end is on the left: lower is better. */
  reversed: boolean;
  /** Names of the marks on the map; absent if the map has no such mark. */
  alwaysNo?: ReactNode | undefined;
  alwaysYes?: ReactNode | undefined;
  failed?: ReactNode | undefined;
  /** Name of the strip of both quartiles; absent if each cell has one network. */
  quartiles?: ReactNode | undefined;
  best?: ReactNode | undefined;
}

/** The legend of a heat map's colours and marks. */
export function RampLegend({ name, ends, reversed, alwaysNo, alwaysYes, failed, quartiles, best }: RampLegendProps) {
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
        <span>{name}</span> <span>{ends[0]}</span>
        <span aria-hidden="true">
          <canvas ref={canvas} className={styles.ramp} width={128} height={12} />
        </span>
        <span>{ends[1]}</span>
      </span>
      {best !== undefined && (
        <span className={styles.item}>
          <svg width="12" height="12" aria-hidden="true">
            <path className={styles.best} d={star(6, 6.5, 6)} />
          </svg>
          <span>{best}</span>
        </span>
      )}
      {alwaysNo !== undefined && (
        <Mark name={alwaysNo}>
          <circle className={styles.no} cx="7" cy="7" r="2.8" />
        </Mark>
      )}
      {alwaysYes !== undefined && (
        <Mark name={alwaysYes}>
          <circle className={styles.yes} cx="7" cy="7" r="2.8" />
        </Mark>
      )}
      {failed !== undefined && (
        <Mark name={failed}>
          <path className={styles.no} d="M4 4l6 6M10 4l-6 6" />
        </Mark>
      )}
      {quartiles !== undefined && (
        <span className={styles.item}>
          <span className={styles.strip} aria-hidden="true">
            <span style={{ background: css(ramp[Math.round(ramp.length * 0.35)]!) }} />
            <span style={{ background: css(ramp[Math.round(ramp.length * 0.8)]!) }} />
          </span>
          <span>{quartiles}</span>
        </span>
      )}
    </div>
  );
}

/** A cell with its mark, as on the map. */
function Mark({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <span className={styles.item}>
      <svg width="14" height="14" aria-hidden="true">
        <rect className={styles.cell} x="0.5" y="0.5" width="13" height="13" />
        {children}
      </svg>
      <span>{name}</span>
    </span>
  );
}
