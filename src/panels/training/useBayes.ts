import { useMemo } from "react";
import { type BayesBoundary, balanceOf, bayesBoundary } from "../../metrics/bayes";
import { useApp } from "../hooks/useApp";
import { useTrainedLossView } from "../hooks/useLossView";

/**
 * The Bayes boundary for the experiment's data and the loss's class weights; null in the same cases
 * as `bayesBoundary`.
 */
export function useBayes(): BayesBoundary | null {
  const dataset = useApp((state) => state.experiment.dataset);
  const view = useTrainedLossView();
  const weight = view?.definition.positiveWeight;
  const alpha = balanceOf(weight && view?.parameters[weight.parameter], weight?.as);
  return useMemo(() => bayesBoundary(dataset, alpha), [dataset, alpha]);
}
