import { type KeyboardEvent, type MouseEvent, type PointerEvent, useState } from "react";
import type { MapCell } from "./cells";
import styles from "./HeatMap.module.css";
import type { MapFrame } from "./mapFrame";

export interface MapGroundProps {
  frame: MapFrame;
  label: string;
  /** Where the arrow keys start from. */
  read: MapCell | null;
  describeCell: (cell: MapCell) => string;
  onHover: (cell: MapCell | null) => void;
  onSelect: (cell: MapCell) => void;
  onOpen: (cell: MapCell) => void;
}

const headings: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** Where cells are pointed at, chosen and opened, by mouse, finger and keyboard. */
export function MapGround({ frame, label, read, describeCell, onHover, onSelect, onOpen }: MapGroundProps) {
  // Said once per choice: a map that fills would never let a screen reader finish.
  const [spoken, setSpoken] = useState("");
  const { left, top, width, height } = frame.frame;

  const cellOf = (event: MouseEvent<HTMLElement>): MapCell | null => {
    const box = event.currentTarget.getBoundingClientRect();
    return frame.cellAt({ x: event.clientX - box.left + left, y: event.clientY - box.top + top });
  };
  const choose = (cell: MapCell | null) => {
    if (cell === null) return;
    onSelect(cell);
    setSpoken(describeCell(cell));
  };
  const move = (event: PointerEvent<HTMLElement>) => {
    // A finger has no place before it touches; what it touches is chosen.
    if (event.pointerType !== "touch") onHover(cellOf(event));
  };
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" && read !== null) {
      event.preventDefault();
      onOpen(read);
      return;
    }
    const heading = headings[event.key];
    if (heading === undefined) return;
    event.preventDefault();
    const from = read ?? { column: 0, row: 0 };
    const steps = event.shiftKey ? 4 : 1;
    const within = (place: number, count: number) => Math.min(count - 1, Math.max(0, place));
    choose({
      column: within(from.column + steps * heading[0], frame.columns),
      row: within(from.row + steps * heading[1], frame.rows),
    });
  };

  return (
    <>
      {/* An application, since its arrow keys move on a plane, which no other role knows. */}
      <div
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the role hands all keys to this element, so it must take the focus.
        tabIndex={0}
        aria-label={label}
        className={styles.ground}
        style={{ left, top, width, height }}
        onPointerMove={move}
        onPointerLeave={() => onHover(null)}
        onClick={(event) => choose(cellOf(event))}
        onDoubleClick={(event) => {
          const cell = cellOf(event);
          if (cell !== null) onOpen(cell);
        }}
        onKeyDown={press}
        onFocus={() => read !== null && setSpoken(describeCell(read))}
      />
      <div role="status" className={styles.spoken}>
        {spoken}
      </div>
    </>
  );
}
