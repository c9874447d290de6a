import { textWidthPx } from "../parts/axis/frame";
import styles from "./ShareBars.module.css";
import { fitsInside, type ShareSegment } from "./shareLayout";

interface SegmentProps {
  segment: ShareSegment;
  y: number;
  height: number;
  hatch: string;
  text: string;
  textPx: number;
}

/** One part of a bar, with its share as text inside if it fits. */
export function Segment({ segment, y, height, hatch, text, textPx }: SegmentProps) {
  const { name, x, width, share } = segment;
  const textWidth = textWidthPx(text, textPx);
  const fits = fitsInside(segment, text, textPx);
  const hatched = name === "easyNegative";
  // The positives' share is the most important number, so it is shown above the bar if it does not
  // fit inside.
  const over = !fits && name === "positive" && share > 0;
  const middle = x + width / 2;
  return (
    <g data-share={name}>
      <rect
        className={styles[name]}
        x={x + 0.5}
        y={y + 0.5}
        width={Math.max(0, width - 1)}
        height={height - 1}
        {...(hatched ? { fill: hatch } : {})}
      />
      {fits && hatched && (
        <rect
          className={styles.plate}
          x={middle - textWidth / 2 - 5}
          y={y + 3}
          width={textWidth + 10}
          height={height - 6}
        />
      )}
      {fits && (
        <text className={`${styles.share} ${styles[`${name}Text`]}`} x={middle} y={y + height / 2} dy=".36em">
          {text}
        </text>
      )}
      {over && (
        <text className={`${styles.share} ${styles.overText}`} x={x + width} y={y - 5} style={{ textAnchor: "end" }}>
          {text}
        </text>
      )}
    </g>
  );
}

interface BandsProps {
  from: readonly ShareSegment[];
  to: readonly ShareSegment[];
  top: number;
  bottom: number;
}

/** Bands that connect the parts of one bar with those of the next. */
export function Bands({ from, to, top, bottom }: BandsProps) {
  return from.map(({ name, x, width }, i) => {
    const other = to[i];
    if (!other) return null;
    const corners = [
      [x, top],
      [x + width, top],
      [other.x + other.width, bottom],
      [other.x, bottom],
    ];
    const d = `M${corners.map(([cx, cy]) => `${cx!.toFixed(1)},${cy!.toFixed(1)}`).join("L")}Z`;
    return <path key={name} className={styles[`${name}Band`]} d={d} />;
  });
}
