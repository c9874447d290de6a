import { useStore } from "zustand";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { AppStore } from "../../store/createAppStore";
import type { AppState } from "../../store/state";
import { useAppStore } from "./useApp";

type Figures = Pick<AppState, "snapshot" | "history">;

const figuresOfStore = new WeakMap<AppStore, StoreApi<Figures>>();

/**
 * What a panel shows of the newest snapshot beside the plane. While training runs, figures and curves follow the plane by a frame: drawn
 * together they take longer than a frame has, and the page would stutter; in turns both fit. At rest there is no delay.
 */
export function useFigures<Part>(select: (figures: Figures) => Part): Part {
  return useStore(figuresOf(useAppStore()), select);
}

function figuresOf(store: AppStore): StoreApi<Figures> {
  const known = figuresOfStore.get(store);
  if (known !== undefined) return known;
  const read = ({ snapshot, history }: AppState): Figures => ({ snapshot, history });
  const figures = createStore<Figures>(() => read(store.getState()));
  let frame: number | undefined;
  const follow = () => {
    if (frame !== undefined) cancelAnimationFrame(frame);
    frame = undefined;
    figures.setState(read(store.getState()));
  };
  store.subscribe((state, before) => {
    if (state.snapshot !== before.snapshot || state.history !== before.history || state.status !== before.status) {
      if (state.status !== "running" || before.status !== "running") follow();
      else frame ??= requestAnimationFrame(follow);
    }
  });
  figuresOfStore.set(store, figures);
  return figures;
}
