import { useEffect, useSyncExternalStore } from "react";
import { whenIdle } from "../scheduling/whenIdle";

/**
 * Code that waits until the page stands, which no first paint should wait for: popups bring a positioning library with them, for instance. Until
 * that has come, controls show a plain button of the same looks; pressing one asks for the code at once.
 */
export interface DeferredModule<Module> {
  /** The module, once it has come. */
  current(): Module | null;
  /** Starts or joins the loading. A failed one (offline, an old page after a new release) is tried again at the next request. */
  request(): void;
  subscribe(listener: () => void): () => void;
}

export function deferModule<Module>(load: () => Promise<Module>): DeferredModule<Module> {
  let module: Module | null = null;
  let loading = false;
  const listeners = new Set<() => void>();
  return {
    current: () => module,
    request() {
      if (loading || module !== null) return;
      loading = true;
      load()
        .then((loaded) => {
          module = loaded;
          for (const listener of listeners) listener();
        })
        .catch(() => undefined)
        .finally(() => {
          loading = false;
        });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Longest wait for an idle moment: a page that trains at full speed has few. */
const longestIdleWaitMs = 2000;

/** The module or null; asked for when the page has been drawn and falls idle. */
export function useDeferredModule<Module>(deferred: DeferredModule<Module>): Module | null {
  useEffect(() => whenIdle(deferred.request, longestIdleWaitMs), [deferred]);
  return useSyncExternalStore(deferred.subscribe, deferred.current);
}
