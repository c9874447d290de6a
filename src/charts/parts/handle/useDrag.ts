import { type PointerEvent, useRef } from "react";

export interface DragOptions {
  /** Centre of the handle in its positioned parent, in CSS pixels. */
  xPx: number;
  yPx: number;
  onTake?: (() => void) | undefined;
  /** Receives the new centre in the parent's pixels. If absent, the handle cannot be dragged. */
  onDrag?: ((xPx: number, yPx: number) => void) | undefined;
  /**
   * Called when a drag begins; returns what restores the value, for the case that the browser takes
   * the drag over to scroll the page.
   */
  remember: () => () => void;
}

/** Pointer handlers of a handle that is dragged within its positioned parent. */
export function useDrag({ xPx, yPx, onTake, onDrag, remember }: DragOptions) {
  /**
   * Offset from the handle's centre to the pointer, so that an off-centre press does not move the
   * handle.
   */
  const grip = useRef<{ xPx: number; yPx: number; restore: () => void } | null>(null);

  const inParent = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.offsetParent?.getBoundingClientRect();
    return { xPx: event.clientX - (box?.left ?? 0), yPx: event.clientY - (box?.top ?? 0) };
  };
  const drop = () => {
    grip.current = null;
  };

  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (!onDrag || event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const pointer = inParent(event);
      grip.current = { xPx: pointer.xPx - xPx, yPx: pointer.yPx - yPx, restore: remember() };
      onTake?.();
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (grip.current === null) return;
      const pointer = inParent(event);
      onDrag?.(pointer.xPx - grip.current.xPx, pointer.yPx - grip.current.yPx);
    },
    onPointerUp: drop,
    onPointerCancel: () => {
      grip.current?.restore();
      drop();
    },
    onLostPointerCapture: drop,
  };
}
