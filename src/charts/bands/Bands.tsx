import type { Frame } from "../parts/axis/frame";
import type { Point } from "../parts/labels/placeLabels";
import styles from "./BandChart.module.css";

export interface DrawnBand {
  id: string;
  /** Selects the hatch. */
  index: number;
  /** Points from left to right, in pixels. */
  upper: readonly Point[];
  lower: readonly Point[];
}

/** Lines of each hatch in a tile of 6 by 6 pixels. The first band is a plain tint instead. */
const hatches = ["", "M-1,1l2,-2M0,6l6,-6M5,7l2,-2", "M-1,5l2,2M0,0l6,6M5,-1l2,2", "M3,0v6"] as const;

/**
 * Bands that stay distinguishable where they overlap: a tint, then hatches in different directions.
 * `idPrefix` must be unique in the document.
 */
export function Bands({ frame, bands, idPrefix }: { frame: Frame; bands: readonly DrawnBand[]; idPrefix: string }) {
  const { left, top, width, height } = frame;
  return (
    <svg
      x={left}
      y={top}
      width={width}
      height={height}
      viewBox={`${left} ${top} ${width} ${height}`}
      className={styles.clip}
      aria-hidden="true"
    >
      <defs>
        {hatches.map((path, i) =>
          path === "" ? null : (
            <pattern key={path} id={`${idPrefix}-${i}`} width="6" height="6" patternUnits="userSpaceOnUse">
              <path d={path} className={styles.hatch} />
            </pattern>
          ),
        )}
      </defs>
      {bands.map(({ id, index, upper, lower }) => {
        const kind = index % hatches.length;
        const path = areaPath(upper, lower);
        return (
          <g key={id} data-band={id}>
            <path className={styles.tint} data-plain={kind === 0 || undefined} d={path} />
            {kind > 0 && <path fill={`url(#${idPrefix}-${kind})`} d={path} />}
          </g>
        );
      })}
    </svg>
  );
}

function areaPath(upper: readonly Point[], lower: readonly Point[]): string {
  const points = [...upper, ...lower.toReversed()].filter(({ y }) => Number.isFinite(y));
  return points.length < 3 ? "" : `M${points.map(({ x, y }) => `${x.toFixed(2)},${y.toFixed(2)}`).join("L")}Z`;
}
