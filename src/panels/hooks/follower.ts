import { createStore, type StoreApi } from "zustand/vanilla";
import type { AppStore } from "../../store/createAppStore";
import type { AppState } from "../../store/state";

export interface FollowerOptions<Part> {
  /** `before` is the part until now, undefined at first. */
  read(state: AppState, before: Part | undefined): Part;
  /** When a change of the page's state is to be seen in the part; `part` is what it is now. */
  when(state: AppState, before: AppState, part: Part): "now" | "later" | "never";
  /** Calls back later; returns what prevents that. */
  later(follow: () => void): () => void;
}

/** A part of a page's state that may follow it a little later: what is drawn from it is drawn when there is time. The same one for the same store. */
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
