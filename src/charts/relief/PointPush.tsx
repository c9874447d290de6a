import type { Point } from "../parts/labels/placeLabels";
import { type Arrow, arrowPath } from "./pushArrows";
import styles from "./Relief.module.css";

/** From the rim of the handle on, else the handle hides the arrow of a small push. */
const CLEAR_PX = 9;
/** At the field's longest push, in a wide plot; in a narrow one, so much of its width. */
const LONGEST_PX = 58;
const LONGEST_SHARE = 0.11;
/** A smaller push is said in numbers, not drawn. */
const SHORTEST_SHARE = 0.01;

/** The arrow of a point's own push, `push` being in pixels' directions (y down); null where it is too small to see. */
export function pointPush(at: Point, push: Point, longestPush: number, widthPx: number): Arrow | null {
  const size = Math.hypot(push.x, push.y);
  const share = longestPush > 0 ? Math.min(1, size / longestPush) : 0;
  if (!(share > SHORTEST_SHARE)) return null;
  const [x, y] = [push.x / size, push.y / size];
  const reach = CLEAR_PX + 6 + (Math.min(LONGEST_PX, LONGEST_SHARE * widthPx) - 6) * share;
  return { from: { x: at.x + x * CLEAR_PX, y: at.y + y * CLEAR_PX }, to: { x: at.x + x * reach, y: at.y + y * reach } };
}

/** Where gradient descent moves the point that is held. */
export function PointPush({ arrow }: { arrow: Arrow }) {
  const path = arrowPath(arrow, 9);
  return (
    <g data-line="push">
      <path className={styles.pushHalo} d={path} />
      <path className={styles.push} d={path} />
    </g>
  );
}
