import type { Point } from "../parts/labels/placeLabels";
import { type Arrow, arrowPath } from "./descentArrows";
import styles from "./Surface.module.css";

/** The arrow starts at the handle's rim, else the handle would hide a short arrow. */
const CLEAR_PX = 9;
/**
 * Length of the arrow for the field's steepest descent; in narrow plots LONGEST_SHARE of the width.
 */
const LONGEST_PX = 58;
const LONGEST_SHARE = 0.11;
/** Smaller shares of the steepest descent are not drawn; the numbers are also shown as text. */
const SHORTEST_SHARE = 0.01;

/**
 * The arrow at a point. `descent` is minus the gradient there, in the directions of pixels (y
 * down). Null if that is too small.
 */
export function pointArrow(at: Point, descent: Point, steepest: number, widthPx: number): Arrow | null {
  const size = Math.hypot(descent.x, descent.y);
  const share = steepest > 0 ? Math.min(1, size / steepest) : 0;
  if (!(share > SHORTEST_SHARE)) return null;
  const [x, y] = [descent.x / size, descent.y / size];
  const reach = CLEAR_PX + 6 + (Math.min(LONGEST_PX, LONGEST_SHARE * widthPx) - 6) * share;
  return { from: { x: at.x + x * CLEAR_PX, y: at.y + y * CLEAR_PX }, to: { x: at.x + x * reach, y: at.y + y * reach } };
}

/** The direction in which gradient descent moves the dragged point. */
export function DescentArrow({ arrow }: { arrow: Arrow }) {
  const path = arrowPath(arrow, 9);
  return (
    <g data-line="descent">
      <path className={styles.descentHalo} d={path} />
      <path className={styles.descent} d={path} />
    </g>
  );
}
