import { expect } from "vitest";
import { compileLoss, numericParameters, type ParameterValue } from "../../src/language";
import { type LossDefinition, lossById } from "../../src/losses";
import { ColumnLoss } from "../../src/losses/columnLoss";

/** A sample's tensors by name, each a list of its components. */
export type Sample = Readonly<Record<string, readonly number[]>>;

export interface SampleLoss {
  value: number;
  /** By differentiable input, d value / d component. */
  gradients: Record<string, number[]>;
}

/** A central difference of step h errs by about h²·f‴/6 and by the rounding of f / h: both below 1e−8 for values of a few units. */
const CENTRAL_DIFFERENCE = { step: 1e-5, allowed: 1e-7 };

/** A loss of the catalogue whose inputs are listed, one sample at a time; `width` classes or features. Throws UnknownLossError. */
export function columnwise(
  id: string,
  parameters: Readonly<Record<string, ParameterValue>> = {},
  width = 2,
): (sample: Sample) => SampleLoss {
  const { source, inputs = [] }: LossDefinition = lossById(id);
  const shapes = Object.fromEntries(
    inputs.map(({ name, differentiable, per }) => [name, { differentiable, shape: per === "sample" ? [] : [width] }]),
  );
  const program = compileLoss(source, { parameters, inputs: shapes });
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

/** Every component of every gradient, against the values at two points beside it. */
export function expectSlopes(loss: (sample: Sample) => SampleLoss, sample: Sample): void {
  const { step, allowed } = CENTRAL_DIFFERENCE;
  for (const [name, gradient] of Object.entries(loss(sample).gradients)) {
    gradient.forEach((slope, i) => {
      const beside = (by: number) => loss({ ...sample, [name]: sample[name]!.with(i, sample[name]![i]! + by) }).value;
      const difference = (beside(step) - beside(-step)) / (2 * step);
      expect(Math.abs(slope - difference), `${name} ${i}: ${slope} for ${difference}`).toBeLessThanOrEqual(allowed);
    });
  }
}
