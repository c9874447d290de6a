import { useSyncExternalStore } from "react";

/** Three columns, two columns or one. */
export type ScreenSize = "wide" | "medium" | "phone";

const wide = window.matchMedia("(min-width: 76rem)");
const medium = window.matchMedia("(min-width: 44rem)");

function current(): ScreenSize {
  return wide.matches ? "wide" : medium.matches ? "medium" : "phone";
}

function subscribe(onChange: () => void): () => void {
  wide.addEventListener("change", onChange);
  medium.addEventListener("change", onChange);
  return () => {
    wide.removeEventListener("change", onChange);
    medium.removeEventListener("change", onChange);
  };
}

export function useScreenSize(): ScreenSize {
  return useSyncExternalStore(subscribe, current);
}
