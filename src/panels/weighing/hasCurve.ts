import type { LossDefinition } from "../../losses";

/** Losses of one output, or of one output per class: with two classes their logits differ by one number. */
const DRAWN = new Set<LossDefinition["prediction"]>([
  "probability",
  "logit",
  "class-logits",
  "class-log-probabilities",
]);

/** Where each sample has a loss of its own; of two classes the simplex is a line. */
const VIEWS = new Set<LossDefinition["view"]>(["curve", "simplex"]);

/** Labels that a sample's class decides. */
const DECIDED = new Set<LossDefinition["labels"]>([
  "zero-one",
  "plus-minus-one",
  "class-index",
  "one-hot",
  "label-list",
]);

/** Whether each sample's loss is a function of one number and its class, which curves can show. */
export function hasCurve(
  loss: Pick<LossDefinition, "prediction" | "labels"> & { view?: LossDefinition["view"] },
): boolean {
  const { prediction, labels, view = "curve" } = loss;
  return VIEWS.has(view) && DRAWN.has(prediction) && DECIDED.has(labels);
}
