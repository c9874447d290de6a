import type { LossDefinition } from "../../losses";

/** Losses of one output, or of one output per class: with two classes their logits differ by one number. */
const DRAWN = new Set<LossDefinition["prediction"]>([
  "probability",
  "logit",
  "class-logits",
  "class-log-probabilities",
]);

/** Whether each sample's loss is a function of one number, which curves can show. */
export function hasCurve({ prediction, view = "curve" }: Pick<LossDefinition, "prediction" | "view">): boolean {
  return view === "curve" && DRAWN.has(prediction);
}
