import { type FocusEvent, useEffect, useRef } from "react";
import { type Ladder, nearValues } from "./nearValues";

export interface Reach {
  /** Where keys lead, and a pointer unless it has a ladder of its own. */
  byKey: Ladder;
  byPointer?: Ladder;
  /** One press away from anywhere. */
  marked: readonly number[];
}

/**
 * Tells the values a next move may come to, the likeliest first: when a hand or the focus comes to the control, and after each move while it is there; and
 * none once both have left. The handlers belong on the element around the control.
 */
export function useNear(value: number, reach: Reach, onNear: ((values: readonly number[]) => void) | undefined) {
  const at = useRef({ value, pointed: false, focused: false });
  const ladder = () => (at.current.pointed ? reach.byPointer : undefined) ?? reach.byKey;
  const tell = (stride: number) => onNear?.(nearValues(value, stride, reach.marked, ladder()));

  // After a move, not where reach or listener are written anew.
  useEffect(() => {
    const { value: before, pointed, focused } = at.current;
    if (value === before) return;
    at.current.value = value;
    if (pointed || focused) tell(wholeStride(ladder().stepsBetween(before, value)));
  }, [value]);

  const come = (by: "pointed" | "focused") => {
    at.current[by] = true;
    // Though the other may have been here: much can have changed since.
    tell(1);
  };
  const leave = (by: "pointed" | "focused") => {
    at.current[by] = false;
    if (!at.current.pointed && !at.current.focused) onNear?.([]);
  };
  return {
    onPointerEnter: () => come("pointed"),
    onPointerLeave: () => leave("pointed"),
    onFocus: () => come("focused"),
    onBlur: ({ currentTarget, relatedTarget }: FocusEvent) => {
      if (!currentTarget.contains(relatedTarget)) leave("focused");
    },
  };
}

/** One at least: from a value beside the grid the next is nearer than a step. */
function wholeStride(steps: number): number {
  return Math.sign(steps) * Math.max(1, Math.round(Math.abs(steps)));
}
