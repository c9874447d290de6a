import type { ParameterValues } from "../../language";
import type { LossOnLogits } from "../../losses";
import { logitOf } from "../format/probability";
import type { LossView } from "../hooks/useLossView";
import type { LossCurve } from "./curvePoints";

const POINTS = 129;
/** Distance kept from p_t = 0 and 1, where the ratio of two losses is 0/0. */
export const EDGE = 1e-4;

const trueClassProbabilities = Float64Array.from({ length: POINTS }, (_, i) => i / (POINTS - 1));
const trueClassLogits = trueClassProbabilities.map((p) => logitOf(Math.min(1 - EDGE, Math.max(EDGE, p))));
/** Logits of the points, by label. */
const logitsOf = [trueClassLogits.map((z) => -z), trueClassLogits] as const;

type Losses = Pick<LossView, "crossEntropy" | "crossEntropyParameters"> & { loss: LossOnLogits };

/**
 * Loss divided by cross entropy over p_t: the factor by which the loss multiplies cross entropy.
 */
export function relativeWeight(
  { loss, crossEntropy, crossEntropyParameters }: Losses,
  parameters: ParameterValues,
  label: 0 | 1,
): LossCurve {
  const logits = logitsOf[label];
  const reference = crossEntropy.at(logits, label, crossEntropyParameters).value;
  const y = loss.at(logits, label, parameters).value.map((value, i) => value / reference[i]!);
  return { x: trueClassProbabilities, logits, y };
}
