import type { StoreApi } from "zustand/vanilla";

/** Resolves to the store's state as soon as the condition holds. */
export function until<State>(
  store: Pick<StoreApi<State>, "getState" | "subscribe">,
  when: (state: State) => boolean,
): Promise<State> {
  return new Promise((resolve) => {
    const look = (state: State) => {
      if (!when(state)) return;
      stop();
      resolve(state);
    };
    const stop = store.subscribe(look);
    look(store.getState());
  });
}
