import { useEffect, useMemo, useState } from "react";
import { type LossProgram, numericParameters, type ParameterValues, programFits } from "../../language";
import type { LossDefinition, LossSizes } from "../../losses";
import { ColumnLoss } from "../../losses/columnLoss";
import { pageSizes } from "../../losses/compileOptions";
import { useActions, useApp } from "../hooks/useApp";

/**
 * Sizes that the views need: a triangle has three classes, the histogram five bins, vectors two
 * dimensions.
 */
function viewSizes({ view }: LossDefinition): LossSizes {
  if (view === "simplex") return { ...pageSizes, classes: 3 };
  return view === "distributions" ? { ...pageSizes, classes: 5 } : pageSizes;
}

/**
 * The loss compiled for its view's sizes, with its current parameters; null until it is compiled.
 */
export function useColumnLoss(definition: LossDefinition): { loss: ColumnLoss; parameters: ParameterValues } | null {
  const choice = useApp((state) => state.experiment.loss);
  const { readLossFor } = useActions();
  const [program, setProgram] = useState<LossProgram | null>(null);
  const given = choice.id === definition.id ? choice.parameters : undefined;
  const fits = program !== null && given !== undefined && programFits(program, given);
  useEffect(() => {
    if (fits || given === undefined) return;
    let current = true;
    void readLossFor({ id: definition.id, parameters: given }, viewSizes(definition)).then((read) => {
      if (current && read !== null) setProgram(read);
    });
    return () => {
      current = false;
    };
  }, [fits, given, definition, readLossFor]);
  const loss = useMemo(() => (program === null ? null : new ColumnLoss(program)), [program]);
  return useMemo(
    () => (loss === null || given === undefined ? null : { loss, parameters: numericParameters(loss.program, given) }),
    [loss, given],
  );
}
