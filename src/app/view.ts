import { useSyncExternalStore } from "react";

/** The page's views. The address names one as `view=…`, except for the first. */
export const views = ["explore", "compare", "sweep"] as const;
export type View = (typeof views)[number];

const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

/** The view in the address's hash; the first view if it names none or an unknown one. */
export function viewIn(hash: string): View {
  const part = hash
    .replace(/^#/, "")
    .split("&")
    .find((entry) => entry.startsWith("view="));
  return views.find((view) => `view=${view}` === part) ?? "explore";
}

/** An address's hash: the view's part, then `rest`, which is an experiment's hash or empty. */
export function hashOf(view: View, rest: string): string {
  const parts = [...(view === "explore" ? [] : [`view=${view}`]), ...(rest === "" ? [] : [rest.replace(/^#/, "")])];
  return parts.length === 0 ? "" : `#${parts.join("&")}`;
}

/** Opens a view; the browser's Back returns to the previous one. */
export function showView(view: View): void {
  if (view === viewIn(location.hash)) return;
  const experiment = location.hash
    .replace(/^#/, "")
    .split("&")
    .filter((entry) => entry !== "" && !entry.startsWith("view="))
    .join("&");
  history.pushState(null, "", location.href.replace(/#.*$/, "") + hashOf(view, experiment));
  tell();
}

/** The view on screen. */
export function useView(): View {
  return useSyncExternalStore(subscribe, () => viewIn(location.hash));
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    window.addEventListener("popstate", tell);
    window.addEventListener("hashchange", tell);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    window.removeEventListener("popstate", tell);
    window.removeEventListener("hashchange", tell);
  };
}
