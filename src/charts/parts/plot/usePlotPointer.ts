import { type PointerEvent, useState } from "react";
import { usePressDrag } from "../../../gestures/usePressDrag";

export interface PlotPointer {
  /** The value at a hovering mouse or pen; null if there is none. */
  hovered: number | null;
  handlers: {
    onPointerDown: (event: PointerEvent<SVGElement>) => void;
    onPointerMove: (event: PointerEvent<SVGElement>) => void;
    onPointerUp: (event: PointerEvent<SVGElement>) => void;
    onPointerCancel: (event: PointerEvent<SVGElement>) => void;
    onPointerLeave: (event: PointerEvent<SVGElement>) => void;
  };
}

/**
 * Reads and chooses values with a pointer in a plot: hovering reads, pressing chooses, and goes on
 * while held. `chosen` is the present choice.
 */
export function usePlotPointer(
  invert: (xPx: number) => number,
  [lower, upper]: readonly [number, number],
  onChoose: ((value: number) => void) | undefined,
  chosen?: number,
): PlotPointer {
  const [hovered, setHovered] = useState<number | null>(null);
  const valueAt = (event: PointerEvent<SVGElement>) => {
    const svg = event.currentTarget.ownerSVGElement ?? event.currentTarget;
    return Math.min(upper, Math.max(lower, invert(event.clientX - svg.getBoundingClientRect().left)));
  };
  const choose = (event: PointerEvent<SVGElement>) => {
    const value = valueAt(event);
    if (Number.isFinite(value)) onChoose?.(value);
  };
  const press = usePressDrag<number, SVGElement>({
    atOnce: true,
    start: () => (onChoose ? (chosen ?? Number.NaN) : null),
    move: choose,
    tap: choose,
    restore: (before) => Number.isFinite(before) && onChoose?.(before),
  });
  return {
    hovered,
    handlers: {
      ...press,
      onPointerMove: (event) => {
        const value = valueAt(event);
        if (event.pointerType !== "touch" && Number.isFinite(value)) setHovered(value);
        press.onPointerMove(event);
      },
      onPointerLeave: () => setHovered(null),
    },
  };
}
