/**
 * Longest wait in ms: a page that trains without a pause is rarely idle, and longer delays would be
 * visible.
 */
const LONGEST_WAIT_MS = 100;

/**
 * Calls when the page is idle, at the latest after `withinMs`; returns a function that cancels the
 * call.
 */
export function whenIdle(call: () => void, withinMs = LONGEST_WAIT_MS): () => void {
  // Safari has no requestIdleCallback.
  if (typeof requestIdleCallback !== "function") {
    const timer = setTimeout(call, withinMs);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(call, { timeout: withinMs });
  return () => cancelIdleCallback(handle);
}
