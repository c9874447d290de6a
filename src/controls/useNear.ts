import { type FocusEvent, useEffect, useRef } from "react";
import { type NumberRange, nearValues } from "./numberRange";

/**
 * Tells the values a next move may come to, the likeliest first: when a hand or the focus comes to the control, and after each move while it is there. The
 * handlers belong on the element around the control.
 */
export function useNear(value: number, range: NumberRange, onNear: ((values: readonly number[]) => void) | undefined) {
  const at = useRef({ value, direction: 1, pointed: false, focused: false });
  const tell = () => onNear?.(nearValues(value, at.current.direction, range));

  // After a move, not where range or listener are written anew.
  useEffect(() => {
    const before = at.current;
    if (value === before.value) return;
    at.current = { ...before, value, direction: Math.sign(value - before.value) };
    if (before.pointed || before.focused) tell();
  }, [value]);

  const come = (by: "pointed" | "focused") => {
    const wasHere = at.current.pointed || at.current.focused;
    at.current[by] = true;
    if (!wasHere) tell();
  };
  return {
    onPointerEnter: () => come("pointed"),
    onPointerLeave: () => {
      at.current.pointed = false;
    },
    onFocus: () => come("focused"),
    onBlur: ({ currentTarget, relatedTarget }: FocusEvent) => {
      if (!currentTarget.contains(relatedTarget)) at.current.focused = false;
    },
  };
}
