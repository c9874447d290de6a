import type { Evaluation, SetFigures } from "../experiment/snapshot";
import { areaUnderRoc } from "./auc";
import { confusion, ratios } from "./confusion";

/** What is said about one set of samples at every epoch, from its logits [rows], labels [rows] and its loss as one batch. */
export function setFigures(logits: ArrayLike<number>, labels: Uint8Array, loss: number): SetFigures {
  const counts = confusion(logits, labels);
  return { loss, ...ratios(counts), confusion: counts };
}

/** The same with the area under the ROC curve, which takes several times as long. */
export function withArea(figures: SetFigures, logits: ArrayLike<number>, labels: Uint8Array): Evaluation {
  return { ...figures, auc: areaUnderRoc(logits, labels) };
}

/** Everything said about one set of samples. */
export function evaluation(logits: ArrayLike<number>, labels: Uint8Array, loss: number): Evaluation {
  return withArea(setFigures(logits, labels, loss), logits, labels);
}
