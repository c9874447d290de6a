import { useSyncExternalStore } from "react";

function subscribe(listener: () => void): () => void {
  let query: MediaQueryList;
  // The query names one ratio, so each change needs a new one.
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

/** Device pixels per CSS pixel; changes when the window moves to another screen or is zoomed. */
export function useDevicePixelRatio(): number {
  return useSyncExternalStore(subscribe, () => devicePixelRatio);
}
