import type { LossDefinition } from "../../losses";

/**
 * Predictions that one number determines: a single output, or one output per class, since the
 * logits of two classes matter only by their difference.
 */
const DRAWN = new Set<LossDefinition["prediction"]>([
  "probability",
  "logit",
  "class-logits",
  "class-log-probabilities",
]);

/** Views of losses that are defined per sample; for two classes the simplex is a line. */
const VIEWS = new Set<LossDefinition["view"]>(["curve", "simplex"]);

/** Labels determined by a sample's class. */
const DECIDED = new Set<LossDefinition["labels"]>([
  "zero-one",
  "plus-minus-one",
  "class-index",
  "one-hot",
  "label-list",
]);

/**
 * Whether each sample's loss is a function of one number and its class, so that curves can show it.
 */
export function hasCurve(
  loss: Pick<LossDefinition, "prediction" | "labels"> & { view?: LossDefinition["view"] },
): boolean {
  const { prediction, labels, view = "curve" } = loss;
  return VIEWS.has(view) && DRAWN.has(prediction) && DECIDED.has(labels);
}
