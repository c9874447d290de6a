import type { Frame } from "../parts/axis/frame";
import type { Point } from "../parts/labels/placeLabels";
import styles from "./CurveLines.module.css";
import { curvePath } from "./curve";

export type LineKind = "positive" | "negative" | "reference" | "overlay" | "family" | "training" | "validation";

export interface DrawnLine {
  id: string;
  kind: LineKind;
  /** Index of an overlay's dash. */
  dash?: number | undefined;
  points: readonly Point[];
}

const pathCache = new WeakMap<readonly Point[], string>();

function pathOf(points: readonly Point[]): string {
  let path = pathCache.get(points);
  if (path === undefined) {
    path = curvePath(points);
    pathCache.set(points, path);
  }
  return path;
}

/** Lines clipped to the frame by an inner svg, which needs no document-wide id. */
export function CurveLines({ frame, lines }: { frame: Frame; lines: readonly DrawnLine[] }) {
  const bleed = 1.5; // half the width of a line on the edge
  const { left, top, width, height } = frame;
  const [x, y, w, h] = [left - bleed, top - bleed, width + 2 * bleed, height + 2 * bleed];
  return (
    <svg x={x} y={y} width={w} height={h} viewBox={`${x} ${y} ${w} ${h}`} className={styles.clip} aria-hidden="true">
      {lines.map(({ id, kind, dash, points }) => (
        <path
          key={id}
          className={`${styles.line} ${styles[kind]}`}
          d={pathOf(points)}
          data-line={id}
          data-dash={dash}
        />
      ))}
    </svg>
  );
}
