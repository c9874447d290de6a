import { useMemo } from "react";
import { dataKey } from "../../experiment/dataKey";
import { type ComparedData, comparedData } from "../../store/compare/comparedData";
import { type ComparisonModel, comparisonModel } from "./comparisonModel";
import { useCompare } from "./useCompare";

/** Returns null until the view has been opened. */
export function useComparisonModel(): ComparisonModel | null {
  const state = useCompare((whole) => whole);
  return useMemo(() => comparisonModel(state), [state]);
}

/** The samples of the comparison on screen. */
export function useComparedData({ base }: ComparisonModel): ComparedData {
  const key = dataKey(base);
  return useMemo(() => comparedData(base), [key]);
}
