import { useMemo } from "react";
import { type ModelLayout, modelLayout } from "../../experiment/modelLayout";
import { lossById, networkFit } from "../../losses";
import { useApp } from "../shared/useApp";

/** The network that is trained: one output, or one for each class where the loss wants them. */
export function useModelLayout(): ModelLayout {
  const model = useApp((state) => state.experiment.model);
  const id = useApp((state) => state.experiment.loss.id);
  return useMemo(() => {
    const fit = networkFit(lossById(id));
    return modelLayout(2, model, fit.trains ? fit.outputs : 1);
  }, [model, id]);
}
