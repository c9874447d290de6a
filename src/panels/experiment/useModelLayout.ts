import { useMemo } from "react";
import { type ModelLayout, modelLayout } from "../../experiment/modelLayout";
import { networkFit } from "../../losses/networkFit";
import { useApp } from "../hooks/useApp";
import { useDefinition } from "../hooks/useDefinition";

/** The layout of the trained network: one output, or one per class if the loss needs them. */
export function useModelLayout(): ModelLayout {
  const model = useApp((state) => state.experiment.model);
  const definition = useDefinition();
  return useMemo(() => {
    const fit = networkFit(definition);
    return modelLayout(2, model, fit.trains ? fit.outputs : 1);
  }, [model, definition]);
}
