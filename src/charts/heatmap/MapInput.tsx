import { type KeyboardEvent, type MouseEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import type { MapCell } from "./cells";
import styles from "./HeatMap.module.css";
import type { MapFrame } from "./mapFrame";

export interface MapInputProps {
  frame: MapFrame;
  label: string;
  /** The cell from which arrow keys move. */
  read: MapCell | null;
  describeCell: (cell: MapCell) => string;
  onHover: (cell: MapCell | null) => void;
  onSelect: (cell: MapCell) => void;
  onOpen: (cell: MapCell) => void;
}

const directions: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/**
 * A mouse chooses a cell after resting on it this long, so cells that it only crosses are not
 * chosen.
 */
const DWELL_MS = 350;

/**
 * The layer of the map that receives input. A mouse chooses a cell by resting on it and opens it by
 * a click; a tap chooses; arrow keys choose and Enter opens.
 */
export function MapInput({ frame, label, read, describeCell, onHover, onSelect, onOpen }: MapInputProps) {
  // Announced once per choice. Announcing each new cell of a map that fills would never let a
  // screen reader finish.
  const [spoken, setSpoken] = useState("");
  const { left, top, width, height } = frame.frame;
  const pointer = useRef({ touches: false, over: "" });
  const dwell = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(dwell.current), []);

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
    // Touch has no hover: the touched cell is chosen at once.
    if (event.pointerType === "touch") return;
    const cell = cellOf(event);
    const over = cell === null ? "" : `${cell.column} ${cell.row}`;
    if (over === pointer.current.over) return;
    pointer.current.over = over;
    onHover(cell);
    clearTimeout(dwell.current);
    if (cell !== null) dwell.current = setTimeout(() => onSelect(cell), DWELL_MS);
  };
  const leave = () => {
    clearTimeout(dwell.current);
    pointer.current.over = "";
    onHover(null);
  };
  const click = (event: MouseEvent<HTMLElement>) => {
    const cell = cellOf(event);
    if (pointer.current.touches) choose(cell);
    else if (cell !== null) onOpen(cell);
  };
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" && read !== null) {
      event.preventDefault();
      onOpen(read);
      return;
    }
    const direction = directions[event.key];
    if (direction === undefined) return;
    event.preventDefault();
    const from = read ?? { column: 0, row: 0 };
    const steps = event.shiftKey ? 4 : 1;
    const within = (place: number, count: number) => Math.min(count - 1, Math.max(0, place));
    choose({
      column: within(from.column + steps * direction[0], frame.columns),
      row: within(from.row + steps * direction[1], frame.rows),
    });
  };

  return (
    <>
      {/* Has the role `application`: no other role has arrow keys that move on a plane. */}
      <div
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the role hands all keys to this element, so it must take the focus.
        tabIndex={0}
        aria-label={label}
        className={styles.ground}
        style={{ left, top, width, height }}
        onPointerMove={move}
        onPointerDown={({ pointerType }) => {
          pointer.current.touches = pointerType === "touch";
        }}
        onPointerLeave={leave}
        onClick={click}
        onKeyDown={press}
        onFocus={() => read !== null && setSpoken(describeCell(read))}
      />
      <div role="status" className={styles.spoken}>
        {spoken}
      </div>
    </>
  );
}
