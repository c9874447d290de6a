import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { AppActions, AppStore } from "../../store/createAppStore";
import type { AppState } from "../../store/state";

/** The page's store, provided by `app/`. */
export const AppStoreContext = createContext<AppStore | null>(null);

export function useAppStore(): AppStore {
  const store = useContext(AppStoreContext);
  if (store === null) throw new Error("a panel was drawn outside AppStoreContext");
  return store;
}

/** Selects a part of the state; the component renders again when that part changes. */
export function useApp<Part>(select: (state: AppState) => Part): Part {
  return useStore(useAppStore(), select);
}

export function useActions(): AppActions {
  return useAppStore().actions;
}
