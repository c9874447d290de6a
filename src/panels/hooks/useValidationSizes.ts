import { useMemo } from "react";
import { dataKey } from "../../experiment/dataKey";
import type { Experiment } from "../../experiment/experiment";
import { validationSizes } from "../../store/compare/comparedData";
import type { SetSizes } from "../../store/compare/counts";

/** The validation set's samples by label. They are drawn again only for other data. */
export function useValidationSizes(experiment: Experiment): SetSizes {
  const key = dataKey(experiment);
  return useMemo(() => validationSizes(experiment), [key]);
}
