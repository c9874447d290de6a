import { type PointerEvent, type RefObject, useRef, useState } from "react";

/**
 * Horizontal movement in pixels that distinguishes a finger's drag from a tap and from the start of
 * a scroll.
 */
const dragThresholdPx = 4;

interface Drag {
  pointerId: number;
  startX: number;
  startValue: number;
  /**
   * Offset from the thumb's centre to the pointer, if the press was on the thumb, so that the thumb
   * does not jump.
   */
  offsetPx: number;
  moving: boolean;
}

export interface SliderDragOptions {
  trackRef: RefObject<HTMLElement | null>;
  /** Gets the focus when a drag begins. */
  inputRef: RefObject<HTMLInputElement | null>;
  value: number;
  /** The thumb's position along the track, 0 to 1. */
  share: number;
  valueAt: (share: number) => number;
  onChange: (value: number) => void;
  disabled: boolean;
}

/**
 * Drags a slider's thumb. A mouse or pen press moves the thumb to the pointer. A finger must first
 * move sideways: a tap, or a scroll that begins on the slider, changes nothing, and if the browser
 * takes over the touch to scroll (`pointercancel`), the previous value is restored. The control's
 * stylesheet leaves vertical swipes to the page (`touch-action: pan-y`).
 */
export function useSliderDrag({ trackRef, inputRef, value, share, valueAt, onChange, disabled }: SliderDragOptions) {
  const drag = useRef<Drag | null>(null);
  const [dragging, setDragging] = useState(false);

  const moveTo = (clientX: number, offsetPx: number) => {
    const { left, width } = trackRef.current!.getBoundingClientRect();
    onChange(valueAt(Math.min(1, Math.max(0, (clientX - offsetPx - left) / width))));
  };
  const begin = (current: Drag) => {
    current.moving = true;
    setDragging(true);
    inputRef.current?.focus({ preventScroll: true });
  };
  const end = (event: PointerEvent<HTMLElement>): Drag | null => {
    const ended = drag.current;
    if (ended?.pointerId !== event.pointerId) return null;
    drag.current = null;
    setDragging(false);
    return ended;
  };

  return {
    dragging,
    dragProps: {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (disabled || event.button !== 0 || drag.current !== null) return;
        const { left, width } = trackRef.current!.getBoundingClientRect();
        const onThumb = event.target !== event.currentTarget && inputRef.current!.parentElement === event.target;
        const offsetPx = onThumb ? event.clientX - (left + share * width) : 0;
        const { pointerId, clientX } = event;
        drag.current = { pointerId, startX: clientX, startValue: value, offsetPx, moving: false };
        if (event.pointerType === "touch") return;
        event.preventDefault(); // prevents text selection
        event.currentTarget.setPointerCapture(pointerId);
        begin(drag.current);
        moveTo(clientX, offsetPx);
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        const current = drag.current;
        if (current?.pointerId !== event.pointerId) return;
        if (!current.moving && Math.abs(event.clientX - current.startX) < dragThresholdPx) return;
        if (!current.moving) begin(current);
        moveTo(event.clientX, current.offsetPx);
      },
      onPointerUp: end,
      onPointerCancel: (event: PointerEvent<HTMLElement>) => {
        const ended = end(event);
        if (ended?.moving === true) onChange(ended.startValue);
      },
    },
  };
}
