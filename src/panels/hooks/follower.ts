import { createStore, type StoreApi } from "zustand/vanilla";
import type { AppStore } from "../../store/createAppStore";
import type { AppState } from "../../store/state";

export interface FollowerOptions<Part> {
  /** `before` is the previous part; undefined the first time. */
  read(state: AppState, before: Part | undefined): Part;
  /** When a change of the state has to reach the part; `part` is its current value. */
  when(state: AppState, before: AppState, part: Part): "now" | "later" | "never";
  /** Schedules `follow`; returns a function that cancels it. */
  later(follow: () => void): () => void;
}

/**
 * Creates a store for a part of the page's state that may be updated later than the state, so that
 * expensive drawing waits for free time. Each app store gets one such store.
 */
export function follower<Part>({ read, when, later }: FollowerOptions<Part>): (store: AppStore) => StoreApi<Part> {
  const known = new WeakMap<AppStore, StoreApi<Part>>();
  return (store) => {
    const before = known.get(store);
    if (before !== undefined) return before;
    const part = createStore<Part>(() => read(store.getState(), undefined));
    let prevent: (() => void) | undefined;
    const follow = () => {
      prevent?.();
      prevent = undefined;
      part.setState(read(store.getState(), part.getState()));
    };
    store.subscribe((state, old) => {
      const time = when(state, old, part.getState());
      if (time === "now") follow();
      else if (time === "later") prevent ??= later(follow);
    });
    known.set(store, part);
    return part;
  };
}
