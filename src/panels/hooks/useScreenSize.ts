import { useSyncExternalStore } from "react";
import { isPrinted, onPrinted } from "../../scheduling/printed";

/** Three columns, two columns or one. */
export type ScreenSize = "wide" | "medium" | "phone";

/** Large windows, such as a projector's, have room for more. */
const large = window.matchMedia("(min-width: 100rem)");
const wide = window.matchMedia("(min-width: 76rem)");
/** In low windows, such as a zoomed page or a phone on its side, two columns need less width. */
const medium = window.matchMedia("(min-width: 44rem), (min-width: 34rem) and (max-height: 30rem)");

function current(): ScreenSize {
  // On paper there are no tabs: all parts are there, as on a wide screen.
  return wide.matches || isPrinted() ? "wide" : medium.matches ? "medium" : "phone";
}

const queries = [large, wide, medium];

function subscribe(onChange: () => void): () => void {
  for (const query of queries) query.addEventListener("change", onChange);
  const end = onPrinted(onChange);
  return () => {
    for (const query of queries) query.removeEventListener("change", onChange);
    end();
  };
}

export function useScreenSize(): ScreenSize {
  return useSyncExternalStore(subscribe, current);
}

/** Whether the window is large enough for what only explains. */
export function useLargeScreen(): boolean {
  return useSyncExternalStore(subscribe, () => large.matches);
}
