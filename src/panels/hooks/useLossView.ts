import { useMemo } from "react";
import type { LossChoice } from "../../experiment/experiment";
import { numericParameters, type ParameterValues } from "../../language";
import type { CatalogueLoss, LossOnLogits } from "../../losses";
import { isNetworkLoss, type NetworkLoss } from "../../store/state";
import { useApp } from "./useApp";
import { useShownChoice } from "./useShownChoice";

/** The loss on screen and cross entropy, both ready to be evaluated at the current parameters. */
export interface LossView {
  read: NetworkLoss;
  definition: CatalogueLoss;
  loss: LossOnLogits;
  parameters: ParameterValues;
  crossEntropy: LossOnLogits;
  crossEntropyParameters: ParameterValues;
}

/** Null until both sources are compiled, and for a loss that no network can be trained on. */
export function useLossView(): LossView | null {
  return useViewOf(useApp((state) => state.experiment.loss));
}

/**
 * `useLossView` with the parameters of `useShownChoice`, for what depends on the trained network's
 * samples.
 */
export function useTrainedLossView(): LossView | null {
  return useViewOf(useShownChoice());
}

function useViewOf(given: LossChoice): LossView | null {
  const read = useApp((state) => state.loss);
  const reference = useApp((state) => state.crossEntropy);
  // A separate memo: results computed from cross entropy stay valid while the loss's sliders move.
  const crossEntropyParameters = useMemo(
    () => (reference === null ? {} : numericParameters(reference.program, {})),
    [reference],
  );
  return useMemo(() => {
    if (read === null || reference === null || !isNetworkLoss(read)) return null;
    // While another loss is compiled, the previous one is shown with its own defaults, not with the
    // new one's values.
    const values = read.definition.id === given.id ? given.parameters : {};
    return {
      read,
      definition: read.definition,
      loss: read.onLogits,
      parameters: numericParameters(read.program, values),
      crossEntropy: reference.onLogits,
      crossEntropyParameters,
    };
  }, [read, reference, given, crossEntropyParameters]);
}
