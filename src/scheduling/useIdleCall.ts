import { useEffect, useMemo } from "react";
import { whenIdle } from "./whenIdle";

export interface IdleCall {
  /** Calls when the page has time, unless a call is already waiting for that: that one must do. */
  soon(call: () => void): void;
  /** Takes back the call that waits. */
  cancel(): void;
}

/** At most one call that waits for an idle moment of the page; none outlives the component. */
export function useIdleCall(): IdleCall {
  const idle = useMemo((): IdleCall => {
    let prevent: (() => void) | undefined;
    return {
      soon(call) {
        prevent ??= whenIdle(() => {
          prevent = undefined;
          call();
        });
      },
      cancel() {
        prevent?.();
        prevent = undefined;
      },
    };
  }, []);
  useEffect(() => idle.cancel, [idle]);
  return idle;
}
