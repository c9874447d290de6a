import { numericParameters, type ParameterValue } from "../../src/language";
import { compileLoss } from "../../src/language/passes/compile";
import { lossById } from "../../src/losses";
import { ColumnLoss } from "../../src/losses/columnLoss";

export interface LossPoint {
  value: number;
  /** d value / d prediction. */
  slope: number;
}

/**
 * A loss of the catalogue at given parameters, as a function of one prediction and one label.
 * Throws UnknownLossError.
 */
export function pointwise(
  id: string,
  parameters: Readonly<Record<string, ParameterValue>> = {},
): (prediction: number, label: number) => LossPoint {
  const program = compileLoss(lossById(id).source, { parameters });
  const loss = new ColumnLoss(program);
  const numbers = numericParameters(program, parameters);
  return (prediction, label) => {
    const { value, gradients } = loss.at([Float64Array.of(prediction)], [Float64Array.of(label)], numbers);
    return { value: value[0]!, slope: gradients[0]![0]! };
  };
}
