import { useMemo } from "react";
import { type ComparedData, comparedData, dataKey } from "../../store/compare/comparedData";
import { type ComparisonSight, comparisonSight } from "./comparisonSight";
import { useCompare } from "./useCompare";

/** Null before the view has been opened. */
export function useComparisonSight(): ComparisonSight | null {
  const state = useCompare((whole) => whole);
  return useMemo(() => comparisonSight(state), [state]);
}

/** The samples of what is on screen. */
export function useComparedData({ base }: ComparisonSight): ComparedData {
  const key = dataKey(base);
  return useMemo(() => comparedData(base), [key]);
}
