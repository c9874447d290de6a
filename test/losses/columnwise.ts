import { numericParameters, type ParameterValue } from "../../src/language";
import { compileDefinition, lossById } from "../../src/losses";
import { ColumnLoss } from "../../src/losses/columnLoss";

/** A sample's tensors by name, each a list of its components. */
export type Sample = Readonly<Record<string, readonly number[]>>;

export interface SampleLoss {
  value: number;
  /** d value / d component, by differentiable input. */
  gradients: Record<string, number[]>;
}

/**
 * A loss of the catalogue that lists its inputs, evaluated one sample at a time; `width` is the
 * number of classes or features. Throws UnknownLossError.
 */
export function columnwise(
  id: string,
  parameters: Readonly<Record<string, ParameterValue>> = {},
  width = 2,
): (sample: Sample) => SampleLoss {
  const program = compileDefinition(lossById(id), parameters, { classes: width, features: width });
  const loss = new ColumnLoss(program);
  const numbers = numericParameters(program, parameters);
  return (sample) => {
    const columns = (differentiable: boolean) =>
      program.inputs
        .filter((input) => input.differentiable === differentiable)
        .flatMap(({ name }) => sample[name]!.map((component) => Float64Array.of(component)));
    const { value, gradients } = loss.at(columns(true), columns(false), numbers);
    return {
      value: value[0]!,
      gradients: Object.fromEntries(
        program.inputs
          .filter(({ differentiable }) => differentiable)
          .map(({ name, firstColumn }) => [name, sample[name]!.map((_, i) => gradients[firstColumn + i]![0]!)]),
      ),
    };
  };
}
