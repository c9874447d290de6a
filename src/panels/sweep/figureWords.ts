import type { MessageKey, NumberFormats } from "../../i18n";
import type { ModelFigure } from "../../training/trainedModel";

/** In the order in which they are offered. */
export const figures = ["f1", "recall", "precision", "auc", "accuracy", "loss", "calibrationError"] as const;

export const figureKeys = {
  f1: "metric.f1",
  recall: "metric.recall",
  precision: "metric.precision",
  auc: "metric.auc",
  accuracy: "metric.accuracy",
  loss: "sweep.figure.loss",
  calibrationError: "sweep.figure.calibrationError",
} as const satisfies Record<ModelFigure, MessageKey>;

/** A figure as the page writes it: three decimals without the zero before them; a loss, which has no scale of its own, with three digits. */
export function figureText(figure: ModelFigure, value: number, format: NumberFormats): string {
  return figure === "loss" ? format.significant(value, 3) : format.bare(value, 3);
}
