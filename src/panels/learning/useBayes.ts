import { useMemo } from "react";
import { type BayesOptimum, bayesOptimum } from "../../metrics/bayes";
import { useApp } from "../shared/useApp";
import { useLossView } from "../shared/useLossView";

/**
 * What the best classifier reaches on these rings under the loss's class weights: α of an α-weighted loss, w₊/(1 + w₊) of pos_weight, else ½.
 * Null where the rings have no such radius.
 */
export function useBayes(): BayesOptimum | null {
  const dataset = useApp((state) => state.experiment.dataset);
  const parameters = useLossView()?.parameters;
  const alpha = weightOfPositives(parameters?.alpha, parameters?.pos_weight);
  return useMemo(() => {
    if (!(alpha > 0 && alpha < 1)) return null;
    const optimum = bayesOptimum(dataset, alpha);
    return Number.isFinite(optimum.radius) && optimum.radius > 0 ? optimum : null;
  }, [dataset, alpha]);
}

function weightOfPositives(alpha: number | undefined, positiveWeight: number | undefined): number {
  if (alpha !== undefined && alpha >= 0) return alpha;
  return positiveWeight === undefined ? 0.5 : positiveWeight / (1 + positiveWeight);
}
