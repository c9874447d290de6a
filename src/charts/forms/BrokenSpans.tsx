import type { Frame } from "../parts/axis/frame";
import type { Domain } from "../parts/axis/ticks";
import type { Point } from "../parts/labels/placeLabels";
import styles from "./BrokenSpans.module.css";

/** Distance between two crosses. */
const PITCH_PX = 9;
const HALF_PX = 2.5;

interface BrokenSpansProps {
  spans: readonly Domain[];
  scale: (value: number) => number;
  frame: Frame;
}

/** Positions of the crosses: a row along the upper edge. */
export function crossPoints(spans: readonly Domain[], scale: (value: number) => number, { top }: Frame): Point[] {
  return spans.flatMap(([from, to]) => {
    const [left, right] = [scale(from), scale(to)];
    const count = Math.max(1, Math.floor((right - left) / PITCH_PX) + 1);
    return Array.from({ length: count }, (_, i) => ({ x: left + i * PITCH_PX, y: top + HALF_PX + 2 }));
  });
}

/** Crosses over the spans where the function's value is not a number. */
export function BrokenSpans({ spans, scale, frame }: BrokenSpansProps) {
  const size = 2 * HALF_PX;
  const path = crossPoints(spans, scale, frame)
    .map(({ x, y }) => `M${(x - HALF_PX).toFixed(1)},${y - HALF_PX}l${size},${size}m0,${-size}l${-size},${size}`)
    .join("");
  return <path className={styles.mark} d={path} data-part="broken" />;
}
