import { createContext, useContext } from "react";
import { useStore } from "zustand";
import {
  createSweepStore,
  type SweepActions,
  type SweepState,
  type SweepStore,
} from "../../store/sweep/createSweepStore";
import { sharedFleetPool } from "../../worker/fleet/pool";

let shared: SweepStore | undefined;

/** The page's sweep. It continues while other views are on screen. */
function sharedSweep(): SweepStore {
  shared ??= createSweepStore(sharedFleetPool());
  return shared;
}

/** Replaces the page's store, and so its trainer, for instance in tests. */
export const SweepStoreContext = createContext<SweepStore | null>(null);

export function useSweepStore(): SweepStore {
  return useContext(SweepStoreContext) ?? sharedSweep();
}

export function useSweep<Part>(select: (state: SweepState) => Part): Part {
  return useStore(useSweepStore(), select);
}

export function useSweepActions(): SweepActions {
  return useSweepStore().actions;
}
