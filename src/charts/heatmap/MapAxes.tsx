import type { MapCell } from "./cells";
import styles from "./HeatMap.module.css";
import type { MapFrame } from "./mapFrame";
import { shownTicks } from "./mapTicks";

export interface MapAxesProps {
  frame: MapFrame;
  xTexts: readonly string[];
  yTexts: readonly string[];
  textPx: number;
  /** The cell whose two values are printed in the accent colour. */
  read: MapCell | null;
}

/** The values of both axes next to their columns and rows; if room is short, only some of them. */
export function MapAxes({ frame, xTexts, yTexts, textPx, read }: MapAxesProps) {
  const { left, top, height } = frame.frame;
  const columns = shownTicks(xTexts, frame.cellWidth, textPx, "along", read?.column);
  const rows = shownTicks(yTexts, frame.cellHeight, textPx, "across", read?.row);
  return (
    <g className={styles.ticks}>
      {columns.map((column) => (
        <text
          key={column}
          x={frame.place({ x: column, y: 0 }).x}
          y={top + height + textPx * 1.4}
          textAnchor="middle"
          data-read={column === read?.column || undefined}
        >
          {xTexts[column]}
        </text>
      ))}
      {rows.map((row) => (
        <text
          key={row}
          x={left - 8}
          y={frame.place({ x: 0, y: row }).y}
          dy=".35em"
          textAnchor="end"
          data-read={row === read?.row || undefined}
        >
          {yTexts[row]}
        </text>
      ))}
    </g>
  );
}
