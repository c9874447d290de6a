import { useMemo } from "react";
import { numericParameters, type ParameterValues } from "../../language";
import { type LossDefinition, LossOnLogits } from "../../losses";
import type { ReadLoss } from "../../store/state";
import { useApp } from "./useApp";

/** The loss on screen and the cross entropy beside it, ready to be evaluated at the parameters' present values. */
export interface LossView {
  read: ReadLoss;
  definition: LossDefinition;
  loss: LossOnLogits;
  parameters: ParameterValues;
  crossEntropy: LossOnLogits;
  crossEntropyParameters: ParameterValues;
}

function useOnLogits(read: ReadLoss | null): LossOnLogits | null {
  return useMemo(() => (read === null ? null : new LossOnLogits(read.definition, read.program)), [read]);
}

/** Null until both sources have been read. */
export function useLossView(): LossView | null {
  const read = useApp((state) => state.loss);
  const reference = useApp((state) => state.crossEntropy);
  const given = useApp((state) => state.experiment.loss);
  const loss = useOnLogits(read);
  const crossEntropy = useOnLogits(reference);
  return useMemo(() => {
    if (read === null || reference === null || loss === null || crossEntropy === null) return null;
    // While another loss is being read, the one before is shown as it was: its own defaults, not the new one's values.
    const values = read.definition.id === given.id ? given.parameters : {};
    return {
      read,
      definition: read.definition,
      loss,
      parameters: numericParameters(read.program, values),
      crossEntropy,
      crossEntropyParameters: numericParameters(reference.program, {}),
    };
  }, [read, reference, loss, crossEntropy, given]);
}
