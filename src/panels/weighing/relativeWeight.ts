import type { ParameterValues } from "../../language";
import type { LossOnLogits } from "../../losses";
import { logitOf } from "../format/probability";
import type { LossView } from "../hooks/useLossView";
import type { LossCurve } from "./curvePoints";

const POINTS = 129;
/** The ends of p_t, where the ratio of two losses is 0/0. */
export const EDGE = 1e-4;

const givenToTrueClass = Float64Array.from({ length: POINTS }, (_, i) => i / (POINTS - 1));
const logitsOfTrueClass = givenToTrueClass.map((p) => logitOf(Math.min(1 - EDGE, Math.max(EDGE, p))));
/** By label. */
const logitsOf = [logitsOfTrueClass.map((z) => -z), logitsOfTrueClass] as const;

type Losses = Pick<LossView, "crossEntropy" | "crossEntropyParameters"> & { loss: LossOnLogits };

/** loss / cross entropy over p_t; what the loss multiplies cross entropy with. */
export function relativeWeight(
  { loss, crossEntropy, crossEntropyParameters }: Losses,
  parameters: ParameterValues,
  label: 0 | 1,
): LossCurve {
  const logits = logitsOf[label];
  const reference = crossEntropy.at(logits, label, crossEntropyParameters).value;
  const y = loss.at(logits, label, parameters).value.map((value, i) => value / reference[i]!);
  return { x: givenToTrueClass, logits, y };
}
