import { type RefObject, useState } from "react";
import { usePressDrag } from "../gestures/usePressDrag";

interface Start {
  value: number;
  /**
   * Offset from the thumb's centre to the pointer, if the press was on the thumb, so that the thumb
   * does not jump.
   */
  offsetPx: number;
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
 * Drags a slider's thumb. A mouse or pen press moves the thumb to the pointer; a finger must first
 * move sideways.
 */
export function useSliderDrag({ trackRef, inputRef, value, share, valueAt, onChange, disabled }: SliderDragOptions) {
  const [dragging, setDragging] = useState(false);
  const dragProps = usePressDrag<Start, HTMLElement>({
    atOnce: true,
    start: (event) => {
      if (disabled) return null;
      if (event.pointerType !== "touch") event.preventDefault(); // prevents text selection
      const { left, width } = trackRef.current!.getBoundingClientRect();
      const onThumb = event.target !== event.currentTarget && inputRef.current!.parentElement === event.target;
      return { value, offsetPx: onThumb ? event.clientX - (left + share * width) : 0 };
    },
    begin: () => {
      setDragging(true);
      inputRef.current?.focus({ preventScroll: true });
    },
    move: ({ clientX }, { offsetPx }) => {
      const { left, width } = trackRef.current!.getBoundingClientRect();
      onChange(valueAt(Math.min(1, Math.max(0, (clientX - offsetPx - left) / width))));
    },
    restore: (from) => onChange(from.value),
    end: () => setDragging(false),
  });
  return { dragging, dragProps };
}
