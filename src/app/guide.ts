import type { AppStore } from "../store/createAppStore";

const storageKey = "losscope.guided";

/** Shows the sentence that says what to drag until the user's first change, once in all visits. */
export function startGuide(store: AppStore): void {
  try {
    if (localStorage.getItem(storageKey) !== null) {
      store.actions.endGuide();
      return;
    }
  } catch {
    // Storage may be disabled; the sentence then returns with each visit.
  }
  const stop = store.subscribe(({ guide }) => {
    if (guide) return;
    stop();
    try {
      localStorage.setItem(storageKey, "1");
    } catch {
      // As above.
    }
  });
}
