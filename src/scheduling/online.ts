import { useEffect, useSyncExternalStore } from "react";

/** Whether the browser has a connection, as far as it knows. */
export function useOnline(): boolean {
  return useSyncExternalStore(subscribe, () => navigator.onLine);
}

function subscribe(listener: () => void): () => void {
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}

/** Calls when the connection is back. */
export function useWhenOnline(call: () => void): void {
  useEffect(() => {
    window.addEventListener("online", call);
    return () => window.removeEventListener("online", call);
  }, [call]);
}

/**
 * Removes style sheets whose loading fails. A sheet that stays in the document counts as loaded, so
 * the next attempt would show its part without style.
 */
export function removeFailedStyleSheets(): void {
  window.addEventListener(
    "error",
    ({ target }) => {
      if (target instanceof HTMLLinkElement && target.rel === "stylesheet") target.remove();
    },
    // Errors of resources do not bubble.
    { capture: true },
  );
}
