import type { LossProgram, ProgramInput } from "../language/program";
import type { LossDefinition } from "./definition";

/** Four samples for a loss: an easy one, a mostly right one, a hard one and a wrong one. */
export const EXAMPLE_SAMPLES = 4;

/** Columns as the evaluator takes them, each [EXAMPLE_SAMPLES]. */
export interface ExampleBatch {
  readonly predictions: readonly Float64Array[];
  readonly targets: readonly Float64Array[];
}

const right = [1, 0, 1, 0];
const logits = [2, -1.5, -0.5, 1];
const probabilities = [0.9, 0.2, 0.4, 0.7];
/** Distributes the example values over any number of columns. */
const spread = [1.2, -0.4, 0.3, -1.1, 0.8, -0.2, 1.5];

/**
 * Small example inputs of the kind the loss takes, with labels in its format. Pure arithmetic: the
 * same for every call.
 */
export function exampleBatch(
  { prediction, labels }: Pick<LossDefinition, "prediction" | "labels">,
  { inputs }: Pick<LossProgram, "inputs">,
): ExampleBatch {
  const predictions: Float64Array[] = [];
  const targets: Float64Array[] = [];
  for (const input of inputs) {
    const rows = Array.from({ length: EXAMPLE_SAMPLES }, (_, i) =>
      input.differentiable ? predictionRow(prediction, input, i) : targetRow(labels, input, i),
    );
    const columns = input.differentiable ? predictions : targets;
    for (let column = 0; column < size(input); column++) columns.push(Float64Array.from(rows, (row) => row[column]!));
  }
  return { predictions, targets };
}

/** The columns of one sample. */
function predictionRow(kind: LossDefinition["prediction"], input: ProgramInput, sample: number): number[] {
  const width = size(input);
  const wide = Array.from(
    { length: width },
    (_, k) => spread[(2 * sample + 3 * k + input.firstColumn) % spread.length]!,
  );
  switch (kind) {
    case "probability":
      return wide.map(() => probabilities[sample]!);
    case "logit":
      return wide.map(() => logits[sample]!);
    case "class-log-probabilities":
    case "log-distribution": {
      const total = Math.log(wide.reduce((sum, z) => sum + Math.exp(z), 0));
      return wide.map((z) => z - total);
    }
    case "rate":
    case "distance":
    case "mean-and-variance":
      // A positive number, whatever it means to the loss.
      return wide.map((z) => Math.round(10 * Math.exp(z / 2)) / 10);
    default:
      return wide;
  }
}

function targetRow(labels: LossDefinition["labels"], input: ProgramInput, sample: number): number[] {
  const width = size(input);
  const one = right[sample]!;
  switch (labels) {
    case "plus-minus-one":
      return Array(width).fill(2 * one - 1);
    case "class-index":
      return Array(width).fill(one);
    case "one-hot":
      return Array.from({ length: width }, (_, k) => (k === one % width ? 1 : 0));
    case "label-list":
      return Array.from({ length: width }, (_, k) => (k === 0 ? one : -1));
    case "distribution":
      return Array.from({ length: width }, (_, k) => (k === one % width ? 0.7 : 0.3 / Math.max(1, width - 1)));
    case "number":
    case "positive":
    case "not-negative":
      return Array(width).fill([1, 0.5, 2, 3][sample]!);
    default:
      return Array(width).fill(one);
  }
}

function size({ shape }: ProgramInput): number {
  return shape.reduce((product, length) => product * length, 1);
}
