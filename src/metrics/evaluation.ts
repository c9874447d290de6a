import type { Evaluation } from "../experiment/snapshot";
import { areaUnderRoc } from "./auc";
import { confusion, ratios } from "./confusion";

/** Everything said about one set of samples, from its logits [rows], labels [rows] and its loss as one batch. */
export function evaluation(logits: ArrayLike<number>, labels: Uint8Array, loss: number): Evaluation {
  const counts = confusion(logits, labels);
  return { loss, ...ratios(counts), auc: areaUnderRoc(logits, labels), confusion: counts };
}
