import { memo } from "react";
import { curvePath } from "../curve/curve";
import { arrowPath } from "./descentArrows";
import styles from "./Surface.module.css";
import type { DrawnSurface } from "./useDrawnSurface";

const HEAD_PX = 4;

/** Lines of equal loss, the edge of the flat minimum, and the arrows of steepest descent. */
export const SurfaceLines = memo(function SurfaceLines({ drawn }: { drawn: DrawnSurface }) {
  const flatMinimum = drawn.flatMinimum?.edge.map(curvePath).join("") ?? "";
  return (
    <g className={styles.lines}>
      {drawn.levels.map(({ level, lines }) => (
        <path key={level} className={styles.level} d={lines.map(curvePath).join("")} data-level={level} />
      ))}
      <path className={styles.descents} d={drawn.arrows.map((arrow) => arrowPath(arrow, HEAD_PX)).join("")} />
      {flatMinimum && (
        <g data-line="flat-minimum">
          <path className={styles.flatMinimumHalo} d={flatMinimum} />
          <path className={styles.flatMinimum} d={flatMinimum} />
        </g>
      )}
    </g>
  );
});
