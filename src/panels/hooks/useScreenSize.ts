import { useSyncExternalStore } from "react";
import { isPrinted, onPrinted } from "../../scheduling/printed";

/** Three columns, two columns or one. */
export type ScreenSize = "wide" | "medium" | "phone";

const wide = window.matchMedia("(min-width: 76rem)");
const medium = window.matchMedia("(min-width: 44rem)");

function current(): ScreenSize {
  // On paper there are no tabs: all parts are there, as on a wide screen.
  return wide.matches || isPrinted() ? "wide" : medium.matches ? "medium" : "phone";
}

function subscribe(onChange: () => void): () => void {
  wide.addEventListener("change", onChange);
  medium.addEventListener("change", onChange);
  const end = onPrinted(onChange);
  return () => {
    wide.removeEventListener("change", onChange);
    medium.removeEventListener("change", onChange);
    end();
  };
}

export function useScreenSize(): ScreenSize {
  return useSyncExternalStore(subscribe, current);
}
