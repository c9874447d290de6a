/** A page that trains without a pause has few idle moments: so long is waited for one. What comes later than that is seen to lag. */
const LONGEST_WAIT_MS = 100;

/** Calls when the page has nothing more urgent to do, at the latest after `withinMs`; returns what prevents that. */
export function whenIdle(call: () => void, withinMs = LONGEST_WAIT_MS): () => void {
  // Safari has no requestIdleCallback.
  if (typeof requestIdleCallback !== "function") {
    const timer = setTimeout(call, withinMs);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(call, { timeout: withinMs });
  return () => cancelIdleCallback(handle);
}
