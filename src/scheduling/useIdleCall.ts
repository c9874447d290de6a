import { useEffect, useMemo } from "react";
import { whenIdle } from "./whenIdle";

export interface IdleCall {
  /** Calls when the page is idle. If another call is pending already, this one is dropped. */
  schedule(call: () => void): void;
  /** Cancels the pending call. */
  cancel(): void;
}

/**
 * At most one pending call for when the page is idle; it is cancelled when the component unmounts.
 */
export function useIdleCall(): IdleCall {
  const idle = useMemo((): IdleCall => {
    let cancelPending: (() => void) | undefined;
    return {
      schedule(call) {
        cancelPending ??= whenIdle(() => {
          cancelPending = undefined;
          call();
        });
      },
      cancel() {
        cancelPending?.();
        cancelPending = undefined;
      },
    };
  }, []);
  useEffect(() => idle.cancel, [idle]);
  return idle;
}
