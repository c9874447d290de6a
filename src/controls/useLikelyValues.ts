import { type FocusEvent, useEffect, useRef } from "react";
import { lateModule } from "../scheduling/lateModule";
import type { SliderStops } from "./likelyNextValues";

const likelyValues = lateModule(() => import("./likelyNextValues"));

/**
 * Reports the values that the next change may set: when a pointer presses the control, and after
 * each change while a pointer or keys act on it. Hovering and focus alone report nothing. Reports
 * none when the pointer is released or the focus leaves. The handlers belong on the element around
 * the control.
 */
export function useLikelyValues(
  value: number,
  stops: SliderStops,
  onLikelyValues: ((values: readonly number[]) => void) | undefined,
) {
  const usedBy = useRef<"pointer" | "keys" | null>(null);
  const last = useRef(value);
  const report = (before: number | null) => {
    const module = likelyValues.current();
    if (module === null || usedBy.current === null) return;
    onLikelyValues?.(module.likelyNextValues(value, before, stops, usedBy.current));
  };
  /** A report before the code is loaded is dropped; the next change reports again. */
  const use = (by: "pointer" | "keys") => {
    usedBy.current = by;
    if (likelyValues.current() === null) likelyValues.load().catch(() => undefined);
  };

  // After a change of the value, not when `stops` or the callback change identity.
  useEffect(() => {
    const before = last.current;
    last.current = value;
    if (value !== before) report(before);
  }, [value]);

  const release = () => {
    if (usedBy.current === null) return;
    usedBy.current = null;
    onLikelyValues?.([]);
  };
  return {
    onPointerDownCapture: () => {
      use("pointer");
      report(null);
    },
    onPointerUpCapture: release,
    onPointerCancelCapture: release,
    onKeyDownCapture: () => use("keys"),
    onBlur: ({ currentTarget, relatedTarget }: FocusEvent) => {
      if (!currentTarget.contains(relatedTarget)) release();
    },
  };
}
