import { type PointerEvent, useRef } from "react";
import styles from "./Bars.module.css";

export interface BarPressAreaProps {
  x: number;
  y: number;
  width: number;
  height: number;
  /** Converts a y pixel of the drawing to a value. */
  invert: (yPx: number) => number;
  onChange: (value: number) => void;
}

/**
 * The whole column of a bar as a press target: pressing sets the bar's height, dragging changes it.
 * Only for mouse and pen: on touch, a swipe on a bar scrolls the page, and the bar is dragged by
 * its handle.
 */
export function BarPressArea({ x, y, width, height, invert, onChange }: BarPressAreaProps) {
  const held = useRef(false);
  const set = (event: PointerEvent<SVGRectElement>) => {
    const drawing = event.currentTarget.ownerSVGElement?.getBoundingClientRect();
    if (drawing) onChange(invert(event.clientY - drawing.top));
  };
  return (
    <rect
      className={styles.reach}
      x={x}
      y={y}
      width={width}
      height={height}
      onPointerDown={(event) => {
        if (event.pointerType === "touch" || event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        held.current = true;
        set(event);
      }}
      onPointerMove={(event) => {
        if (held.current) set(event);
      }}
      onLostPointerCapture={() => {
        held.current = false;
      }}
    />
  );
}
