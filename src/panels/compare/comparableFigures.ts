import type { ModelFigure } from "../../training/trainedModel";

/** Figures that mean the same for every loss. The loss itself does not: each has a scale of its own. */
export const comparableFigures = [
  "f1",
  "recall",
  "precision",
  "auc",
  "accuracy",
  "calibrationError",
] as const satisfies readonly ModelFigure[];
