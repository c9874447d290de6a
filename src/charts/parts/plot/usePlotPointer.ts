import { type PointerEvent, useState } from "react";

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
 * Reads and chooses values with a pointer in a plot: hovering reads, pressing chooses and continues
 * to choose while pressed. On touch a vertical swipe still scrolls the page (the element's
 * touch-action).
 */
export function usePlotPointer(
  invert: (xPx: number) => number,
  [lower, upper]: readonly [number, number],
  onChoose: ((value: number) => void) | undefined,
): PlotPointer {
  const [hovered, setHovered] = useState<number | null>(null);
  const [held, setHeld] = useState(false);
  const valueAt = (event: PointerEvent<SVGElement>) => {
    const svg = event.currentTarget.ownerSVGElement ?? event.currentTarget;
    return Math.min(upper, Math.max(lower, invert(event.clientX - svg.getBoundingClientRect().left)));
  };
  const release = () => setHeld(false);
  return {
    hovered,
    handlers: {
      onPointerDown: (event) => {
        if (!onChoose || event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setHeld(true);
        onChoose(valueAt(event));
      },
      onPointerMove: (event) => {
        const value = valueAt(event);
        if (!Number.isFinite(value)) return;
        if (event.pointerType !== "touch") setHovered(value);
        if (held) onChoose?.(value);
      },
      onPointerUp: release,
      onPointerCancel: release,
      onPointerLeave: () => setHovered(null),
    },
  };
}
