import { type RefObject, useState } from "react";
import { usePressDrag } from "../gestures/usePressDrag";
import { type NumberRange, nudge } from "./numberRange";

/** Horizontal pixels per step: enough to stop on a chosen value. */
const pixelsPerStep = 4;

/**
 * Changes a number by dragging it sideways; a press without movement starts typing. While the field
 * has the focus, the pointer selects text in it.
 */
export function useScrub(
  inputRef: RefObject<HTMLInputElement | null>,
  value: number,
  range: NumberRange,
  onChange: (value: number) => void,
) {
  const [dragging, setDragging] = useState(false);
  const scrubProps = usePressDrag<number, HTMLElement>({
    atOnce: false,
    start: (event) => {
      if (document.activeElement === inputRef.current) return null;
      event.preventDefault(); // the press does not move the focus
      return value;
    },
    begin: () => {
      setDragging(true);
      // Commits another field's unfinished text, as a click elsewhere would.
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    },
    move: (event, from, startX) => {
      const steps = Math.trunc((event.clientX - startX) / pixelsPerStep) * (event.shiftKey ? 10 : 1);
      const next = steps === 0 ? from : nudge(from, steps, range);
      if (next !== value) onChange(next);
    },
    restore: onChange,
    end: () => setDragging(false),
    tap: () => inputRef.current?.focus(),
  });
  return { dragging, scrubProps };
}
