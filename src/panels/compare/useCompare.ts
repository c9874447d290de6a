import { createContext, useContext } from "react";
import { useStore } from "zustand";
import { createCompareStore } from "../../store/compare/createCompareStore";
import type { CompareActions, CompareState, CompareStore } from "../../store/compare/state";
import { sharedFleetPool } from "../../worker/fleet/pool";

let shared: CompareStore | undefined;

/** The page's comparison. It continues while other views are on screen. */
function sharedComparison(): CompareStore {
  shared ??= createCompareStore(sharedFleetPool());
  return shared;
}

/** Replaces the page's store, and so its trainer, for instance in tests. */
export const CompareStoreContext = createContext<CompareStore | null>(null);

export function useCompareStore(): CompareStore {
  return useContext(CompareStoreContext) ?? sharedComparison();
}

export function useCompare<Part>(select: (state: CompareState) => Part): Part {
  return useStore(useCompareStore(), select);
}

export function useCompareActions(): CompareActions {
  return useCompareStore().actions;
}
