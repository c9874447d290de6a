import { useMemo } from "react";
import type { LossDefinition } from "../../losses";
import { type BayesOptimum, bayesOptimum } from "../../metrics/bayes";
import { useApp } from "../shared/useApp";
import { type LossView, useLossView } from "../shared/useLossView";

/**
 * What the best classifier reaches on these rings under the loss's class weights: α of an α-weighted loss, w₊/(1 + w₊) of a ratio, else ½. Null
 * where the rings have no such radius.
 */
export function useBayes(): BayesOptimum | null {
  const dataset = useApp((state) => state.experiment.dataset);
  const view = useLossView();
  const alpha = view === null ? 0.5 : weightOfPositives(view);
  return useMemo(() => {
    if (!(alpha > 0 && alpha < 1)) return null;
    const optimum = bayesOptimum(dataset, alpha);
    return Number.isFinite(optimum.radius) && optimum.radius > 0 ? optimum : null;
  }, [dataset, alpha]);
}

/** A share below 0 switches the balance off, as in torchvision. */
function weightOfPositives({ definition, parameters }: LossView): number {
  const { positiveWeight }: LossDefinition = definition;
  const value = positiveWeight && parameters[positiveWeight.parameter];
  if (positiveWeight === undefined || value === undefined) return 0.5;
  if (positiveWeight.as === "ratio") return value / (1 + value);
  return value >= 0 ? value : 0.5;
}
