import { useSyncExternalStore } from "react";

function subscribe(listener: () => void): () => void {
  let query: MediaQueryList;
  // A media query names one ratio, so each change needs a new query.
  const watch = () => {
    query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    query.addEventListener("change", changed, { once: true });
  };
  const changed = () => {
    watch();
    listener();
  };
  watch();
  return () => query.removeEventListener("change", changed);
}

/**
 * Device pixels per CSS pixel; it changes with zoom and when the window moves to another screen.
 */
export function useDevicePixelRatio(): number {
  return useSyncExternalStore(subscribe, () => devicePixelRatio);
}
