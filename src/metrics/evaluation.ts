import type { Evaluation, SetFigures } from "../experiment/snapshot";
import { areaUnderRoc } from "./auc";
import { confusion, ratios } from "./confusion";

/** What is said about one set of samples at every epoch, from its logits [rows], labels [rows] and its loss as one batch. */
export function setFigures(logits: ArrayLike<number>, labels: Uint8Array, loss: number): SetFigures {
  const counts = confusion(logits, labels);
  return { loss, ...ratios(counts), confusion: counts };
}

/** Everything said about one set of samples. */
export function evaluation(logits: ArrayLike<number>, labels: Uint8Array, loss: number): Evaluation {
  return { ...setFigures(logits, labels, loss), auc: areaUnderRoc(logits, labels) };
}
