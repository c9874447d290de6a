import { curvePath } from "../curve/curve";
import type { Point } from "../parts/labels/placeLabels";
import type { MapCell } from "./cells";
import styles from "./HeatMap.module.css";
import type { MapFrame } from "./mapFrame";

export interface MapMarksProps {
  frame: MapFrame;
  iso: readonly { level: number; lines: readonly (readonly Point[])[] }[];
  /** In units of columns and rows. */
  theory: readonly (readonly Point[])[];
  best: MapCell | null;
  /** The experiment from which the map was started; its position may be between cells. */
  base: Point | null;
  selected: MapCell | null;
  hovered: MapCell | null;
}

/** Lines and marks over the cells. */
export function MapMarks({ frame, iso, theory, best, base, selected, hovered }: MapMarksProps) {
  const path = (lines: readonly (readonly Point[])[]) =>
    lines.map((line) => curvePath(line.map((point) => frame.place(point)))).join("");
  const theoryPath = path(theory);
  const { left, top, width, height } = frame.frame;
  return (
    <>
      <svg
        x={left}
        y={top}
        width={width}
        height={height}
        viewBox={`${left} ${top} ${width} ${height}`}
        aria-hidden="true"
      >
        {iso.map(({ level, lines }) => (
          <g key={level} data-level={level}>
            <path className={styles.isoHalo} d={path(lines)} />
            <path className={styles.iso} d={path(lines)} />
          </g>
        ))}
        {theoryPath !== "" && (
          <g data-line="theory">
            <path className={styles.theoryHalo} d={theoryPath} />
            <path className={styles.theory} d={theoryPath} />
          </g>
        )}
      </svg>
      {base !== null && <CellFrame frame={frame} cell={{ column: base.x, row: base.y }} className={styles.base} />}
      {hovered !== null && <CellFrame frame={frame} cell={hovered} className={styles.hovered} />}
      {selected !== null && <CellFrame frame={frame} cell={selected} className={styles.selected} />}
      {best !== null && <path className={styles.best} d={starPath(frame, best)} data-mark="best" />}
    </>
  );
}

function CellFrame({ frame, cell, className }: { frame: MapFrame; cell: MapCell; className: string | undefined }) {
  const { x, y } = frame.corner(cell);
  const box = { x: x - 0.5, y: y - 0.5, width: frame.cellWidth, height: frame.cellHeight, rx: 2 };
  return (
    <>
      <rect className={styles.frameHalo} {...box} />
      <rect className={className} {...box} />
    </>
  );
}

/** A star in the cell's upper right corner. */
function starPath(frame: MapFrame, cell: MapCell): string {
  const { x, y } = frame.corner(cell);
  const size = Math.max(4, Math.min(7, Math.min(frame.cellWidth, frame.cellHeight) * 0.19));
  return star(x + frame.cellWidth - size * 0.9, y + size * 0.9, size);
}

/** A five-pointed star centred on (x, y). */
export function star(x: number, y: number, size: number): string {
  const corners = Array.from({ length: 10 }, (_, i) => {
    const radius = i % 2 === 0 ? size : size * 0.42;
    const angle = (i * Math.PI) / 5 - Math.PI / 2;
    return `${(x + radius * Math.cos(angle)).toFixed(2)},${(y + radius * Math.sin(angle)).toFixed(2)}`;
  });
  return `M${corners.join("L")}Z`;
}
