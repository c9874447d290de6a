import { type FocusEvent, useEffect, useRef } from "react";
import { deferModule, useDeferredModule } from "./deferredModule";
import type { Reach } from "./nearValues";

const nearModule = deferModule(() => import("./nearValues"));

/**
 * Tells the values a next move may come to, the likeliest first: when a hand or the focus comes to the control, and after each move while it is there; and
 * none once both have left. The handlers belong on the element around the control.
 */
export function useNear(value: number, reach: Reach, onNear: ((values: readonly number[]) => void) | undefined) {
  const near = useDeferredModule(nearModule);
  const at = useRef({ value, pointed: false, focused: false });
  const tell = (before: number | null) => {
    const { pointed, focused } = at.current;
    if (near === null || !(pointed || focused)) return;
    onNear?.(near.nearValues(value, before, reach, pointed ? "pointer" : "keys"));
  };

  // After a move, not where reach or listener are written anew.
  useEffect(() => {
    const before = at.current.value;
    if (value === before) return;
    at.current.value = value;
    tell(before);
  }, [value]);
  // Of a hand that was here before it.
  useEffect(() => tell(null), [near]);

  const come = (by: "pointed" | "focused") => {
    at.current[by] = true;
    // Though the other may have been here: much can have changed since.
    tell(null);
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
