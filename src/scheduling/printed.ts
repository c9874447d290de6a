const listeners = new Set<() => void>();
/** Undefined outside a browser. */
const paper = globalThis.matchMedia?.("print");
const state = { begun: false };

/** Whether the page is laid out for paper. */
export function isPrinted(): boolean {
  return state.begun || paper?.matches === true;
}

/** Calls when the page is laid out for paper, and when it is back on the screen. */
export function onPrinted(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Browsers count the pages when the event `beforeprint` has ended, and cut off what grows later. So
 * `begin` lays the page out for paper at that event, and everything that has measured itself
 * measures again.
 */
export function followPrinting(begin: () => () => void): void {
  const end: (() => void)[] = [];
  const follow = () => {
    if (isPrinted()) {
      if (end.length === 0) end.push(begin());
    } else for (const restore of end.splice(0)) restore();
    for (const listener of listeners) listener();
  };
  const set = (begun: boolean) => () => {
    state.begun = begun;
    follow();
  };
  addEventListener("beforeprint", set(true));
  addEventListener("afterprint", set(false));
  paper?.addEventListener("change", follow);
}
