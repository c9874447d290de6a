import type { PlaneFunction } from "../../charts/surface/sampledSurface";
import type { LossProgram, ParameterValues } from "../../language";
import type { ColumnLoss } from "../../losses/columnLoss";

/** An input that a view lets the user drag: a score or a vector. */
export interface DraggedInput {
  /** Name in the source. */
  name: string;
  differentiable: boolean;
  /** Index of its first column among the predictions or the targets. */
  firstColumn: number;
}

/** The inputs that are vectors, in the source's order. */
export function vectorInputs({ inputs }: LossProgram): DraggedInput[] {
  return inputs.filter(({ shape }) => shape.length === 1);
}

/** The scores: inputs with one number per sample and a gradient. */
export function scoreInputs({ inputs }: LossProgram): DraggedInput[] {
  return inputs.filter(({ shape, differentiable }) => shape.length === 0 && differentiable);
}

/** The label's column among the targets; undefined if the loss has no label. */
export function labelColumn({ inputs }: LossProgram): number | undefined {
  return inputs.find(({ shape, differentiable }) => shape.length === 0 && !differentiable)?.firstColumn;
}

/** One sample of a loss of several inputs: one number per column, 0 in columns without a value. */
export interface SampleColumns {
  predictions: number[];
  targets: number[];
}

export function sampleColumns(
  program: LossProgram,
  inputs: readonly DraggedInput[],
  values: readonly (readonly number[])[],
  label: number,
): SampleColumns {
  const predictions = new Array<number>(program.predictionColumns).fill(0);
  const targets = new Array<number>(program.targetColumns).fill(0);
  const column = labelColumn(program);
  if (column !== undefined) targets[column] = label;
  for (const [i, { differentiable, firstColumn }] of inputs.entries()) {
    for (const [k, value] of values[i]!.entries()) (differentiable ? predictions : targets)[firstColumn + k] = value;
  }
  return { predictions, targets };
}

/** The sample's column that an axis of a plane shows. */
export interface AxisColumn {
  differentiable: boolean;
  column: number;
}

/**
 * The loss as a function of two of a sample's columns; the others are fixed at their values in
 * `sample`.
 */
export function overColumns(
  loss: ColumnLoss,
  parameters: ParameterValues,
  sample: SampleColumns,
  along: readonly [AxisColumn, AxisColumn],
): PlaneFunction {
  return (x, y) => {
    const count = x.length;
    const spread = (values: readonly number[]): Float64Array[] =>
      values.map((value) => new Float64Array(count).fill(value));
    const [predictions, targets] = [spread(sample.predictions), spread(sample.targets)];
    for (const [i, values] of [x, y].entries()) {
      const { differentiable, column } = along[i]!;
      (differentiable ? predictions : targets)[column] = values;
    }
    const { value, gradients } = loss.at(predictions, targets, parameters);
    const descent = ({ differentiable, column }: AxisColumn) =>
      differentiable ? gradients[column]!.map((g) => -g) : new Float64Array(count);
    return { value, descentX: descent(along[0]), descentY: descent(along[1]) };
  };
}

/** The loss of one sample, and its negative gradient for each prediction column. */
export function atSample(
  loss: ColumnLoss,
  parameters: ParameterValues,
  { predictions, targets }: SampleColumns,
): { value: number; descent: number[] } {
  const one = (values: readonly number[]) => values.map((value) => Float64Array.of(value));
  const { value, gradients } = loss.at(one(predictions), one(targets), parameters);
  return { value: value[0]!, descent: gradients.map((gradient) => -gradient[0]!) };
}
