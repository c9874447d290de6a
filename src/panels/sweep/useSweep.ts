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

/** The page's sweep: it lives on while other views are on screen. */
function sharedSweep(): SweepStore {
  shared ??= createSweepStore(sharedFleetPool());
  return shared;
}

/** Another store than the page's, with another trainer behind it. */
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
