import { type PointerEvent, type RefObject, useRef, useState } from "react";
import { type NumberRange, nudge } from "./numberRange";

/** Horizontal pixels per step: enough to stop on a chosen value. */
const pixelsPerStep = 4;
/** Movement in pixels that distinguishes a drag from a click. */
const dragThresholdPx = 4;

interface Drag {
  pointerId: number;
  startX: number;
  startValue: number;
  moved: boolean;
}

/**
 * Changes a number by dragging it sideways; a press without movement starts typing. While the field
 * has the focus, the pointer selects text in it. Vertical swipes scroll the page (touch-action:
 * pan-y in the stylesheet).
 */
export function useScrub(
  inputRef: RefObject<HTMLInputElement | null>,
  value: number,
  range: NumberRange,
  onChange: (value: number) => void,
) {
  const drag = useRef<Drag | null>(null);
  const [dragging, setDragging] = useState(false);

  const finish = (event: PointerEvent<HTMLElement>, startTyping: boolean) => {
    const ended = drag.current;
    if (ended === null || ended.pointerId !== event.pointerId) return;
    drag.current = null;
    setDragging(false);
    if (startTyping && !ended.moved) inputRef.current?.focus();
  };

  return {
    dragging,
    scrubProps: {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        const input = inputRef.current;
        if (event.button !== 0 || input === null || document.activeElement === input) return;
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { pointerId: event.pointerId, startX: event.clientX, startValue: value, moved: false };
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        const current = drag.current;
        if (current === null || current.pointerId !== event.pointerId) return;
        const distance = event.clientX - current.startX;
        if (!current.moved && Math.abs(distance) < dragThresholdPx) return;
        if (!current.moved) {
          current.moved = true;
          setDragging(true);
          // Commits another field's unfinished text, as a click elsewhere would.
          if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
        }
        const steps = Math.trunc(distance / pixelsPerStep) * (event.shiftKey ? 10 : 1);
        const next = steps === 0 ? current.startValue : nudge(current.startValue, steps, range);
        if (next !== value) onChange(next);
      },
      onPointerUp: (event: PointerEvent<HTMLElement>) => finish(event, true),
      onPointerCancel: (event: PointerEvent<HTMLElement>) => finish(event, false),
    },
  };
}
