import { useMemo } from "react";
import { positiveShare } from "../../losses/positiveShare";
import { type BayesBoundary, bayesBoundary } from "../../metrics/bayes";
import { useApp } from "../hooks/useApp";
import { useTrainedLossView } from "../hooks/useLossView";

/**
 * The Bayes boundary for the experiment's data and the loss's class weights; null in the same cases
 * as `bayesBoundary`.
 */
export function useBayes(): BayesBoundary | null {
  const dataset = useApp((state) => state.experiment.dataset);
  const view = useTrainedLossView();
  const alpha = view === null ? 0.5 : positiveShare(view.definition, (name) => view.parameters[name] ?? Number.NaN);
  return useMemo(() => bayesBoundary(dataset, alpha), [dataset, alpha]);
}
