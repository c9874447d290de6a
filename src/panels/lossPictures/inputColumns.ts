import type { PlaneFunction } from "../../charts/relief/relief";
import type { LossProgram, ParameterValues } from "../../language";
import type { ColumnLoss } from "../../losses/columnLoss";

/** One of the inputs that a view lets be dragged: a score, or a vector. */
export interface DraggedInput {
  /** What the source calls it. */
  name: string;
  differentiable: boolean;
  /** Number of its first column, among the predictions or among the targets. */
  firstColumn: number;
}

/** The inputs that are vectors, in the source's order. */
export function vectorInputs({ inputs }: LossProgram): DraggedInput[] {
  return inputs.filter(({ shape }) => shape.length === 1);
}

/** The inputs that are one number a sample and have a gradient: scores. */
export function scoreInputs({ inputs }: LossProgram): DraggedInput[] {
  return inputs.filter(({ shape, differentiable }) => shape.length === 0 && differentiable);
}

/** The label's column among the targets; undefined where the loss takes none. */
export function labelColumn({ inputs }: LossProgram): number | undefined {
  return inputs.find(({ shape, differentiable }) => shape.length === 0 && !differentiable)?.firstColumn;
}

/** One sample of a loss of several inputs: a number for each column; columns that nothing fills are 0. */
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

/** A column of a sample that a plane's axis runs along. */
export interface AxisColumn {
  differentiable: boolean;
  column: number;
}

/** The loss over two of a sample's columns, all others as they are in `sample`. */
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
    const push = ({ differentiable, column }: AxisColumn) =>
      differentiable ? gradients[column]!.map((g) => -g) : new Float64Array(count);
    return { value, pushX: push(along[0]), pushY: push(along[1]) };
  };
}

/** The loss of one sample, and where gradient descent moves each of its predictions. */
export function atSample(
  loss: ColumnLoss,
  parameters: ParameterValues,
  { predictions, targets }: SampleColumns,
): { value: number; push: number[] } {
  const one = (values: readonly number[]) => values.map((value) => Float64Array.of(value));
  const { value, gradients } = loss.at(one(predictions), one(targets), parameters);
  return { value: value[0]!, push: gradients.map((gradient) => -gradient[0]!) };
}
