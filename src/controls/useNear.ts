import { type FocusEvent, useEffect, useRef, useState } from "react";
import { lateModule } from "../scheduling/lateModule";
import type { Reach } from "./nearValues";

const nearModule = lateModule(() => import("./nearValues"));

/**
 * Calls `onNear` with the values that the next move may reach, the likeliest first: when a pointer
 * or the focus reaches the control, and after each move while it is there. Calls it with no values
 * once both have left, which also clears the values of any other control. The returned handlers
 * belong on the element around the control.
 */
export function useNear(value: number, reach: Reach, onNear: ((values: readonly number[]) => void) | undefined) {
  const [near, setNear] = useState(nearModule.current);
  const at = useRef({ value, pointed: false, focused: false, by: "keys" as "pointer" | "keys" });
  const tell = (before: number | null) => {
    const { pointed, focused, by } = at.current;
    if (near === null || !(pointed || focused)) return;
    onNear?.(near.nearValues(value, before, reach, by));
  };

  // Only after a move, not when `reach` or `onNear` change identity.
  useEffect(() => {
    const before = at.current.value;
    if (value === before) return;
    at.current.value = value;
    tell(before);
  }, [value]);
  // For a pointer or focus that arrived before the module.
  useEffect(() => tell(null), [near]);

  /** Reports again even if the pointer or focus was here already: much can have changed since. */
  const come = (how: "pointed" | "focused", by = at.current.by) => {
    if (near === null) nearModule.load().then(setNear, () => undefined);
    at.current = { ...at.current, [how]: true, by };
    tell(null);
  };
  const leave = (how: "pointed" | "focused") => {
    at.current[how] = false;
    if (near !== null && !at.current.pointed && !at.current.focused) onNear?.([]);
  };
  const goOnBy = (by: "pointer" | "keys") => {
    at.current.by = by;
  };
  return {
    onPointerEnter: () => come("pointed", "pointer"),
    onPointerLeave: () => leave("pointed"),
    onPointerDownCapture: () => goOnBy("pointer"),
    onKeyDownCapture: () => goOnBy("keys"),
    onFocus: () => come("focused"),
    onBlur: ({ currentTarget, relatedTarget }: FocusEvent) => {
      if (!currentTarget.contains(relatedTarget)) leave("focused");
    },
  };
}
