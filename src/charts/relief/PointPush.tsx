import type { Point } from "../parts/labels/placeLabels";
import { type Arrow, arrowPath } from "./pushArrows";
import styles from "./Relief.module.css";

/** The arrow starts at the handle's rim, else the handle would hide a short arrow. */
const CLEAR_PX = 9;
/** Length of the arrow for the field's longest push; in narrow plots LONGEST_SHARE of the width. */
const LONGEST_PX = 58;
const LONGEST_SHARE = 0.11;
/** Smaller shares of the longest push are not drawn; the push is also shown as numbers. */
const SHORTEST_SHARE = 0.01;

/**
 * The arrow at a point for its own push; `push` has the directions of pixels (y down). Null if the
 * push is too small.
 */
export function pushArrow(at: Point, push: Point, longestPush: number, widthPx: number): Arrow | null {
  const size = Math.hypot(push.x, push.y);
  const share = longestPush > 0 ? Math.min(1, size / longestPush) : 0;
  if (!(share > SHORTEST_SHARE)) return null;
  const [x, y] = [push.x / size, push.y / size];
  const reach = CLEAR_PX + 6 + (Math.min(LONGEST_PX, LONGEST_SHARE * widthPx) - 6) * share;
  return { from: { x: at.x + x * CLEAR_PX, y: at.y + y * CLEAR_PX }, to: { x: at.x + x * reach, y: at.y + y * reach } };
}

/** The direction in which gradient descent moves the dragged point. */
export function PointPush({ arrow }: { arrow: Arrow }) {
  const path = arrowPath(arrow, 9);
  return (
    <g data-line="push">
      <path className={styles.pushHalo} d={path} />
      <path className={styles.push} d={path} />
    </g>
  );
}
