import { useMemo } from "react";
import { type BayesOptimum, balanceOf, bayesCircle } from "../../metrics/bayes";
import { useApp } from "../hooks/useApp";
import { useTrainedLossView } from "../hooks/useLossView";

/** What the best classifier reaches on these rings under the loss's class weights. Null where the rings have no such radius. */
export function useBayes(): BayesOptimum | null {
  const dataset = useApp((state) => state.experiment.dataset);
  const view = useTrainedLossView();
  const weight = view?.definition.positiveWeight;
  const alpha = balanceOf(weight && view?.parameters[weight.parameter], weight?.as);
  return useMemo(() => bayesCircle(dataset, alpha), [dataset, alpha]);
}
