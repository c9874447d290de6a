/**
 * Inputs on which the vector code of every loss is compared with the float64 evaluator, in Node and
 * in Firefox.
 */
import { trainedLoss } from "../../../src/engine/job";
import { tutorialExperiment } from "../../../src/experiment/defaults";
import { type LossProgram, numericParameters } from "../../../src/language";
import { createEvaluator, type EvaluatorInput, type EvaluatorOutput } from "../../../src/language/evaluate/evaluator";
import { labelColumns, networkFit, pageSizes } from "../../../src/losses";
import { createRandom } from "../../../src/probability/random";
import { everyLoss } from "../../losses/catalogue/everyLoss";

/**
 * Relative to the largest value of an output: float32's rounding through some dozens of operations.
 */
const FLOAT32 = 4e-6;

/** Every loss that a network can be trained on. */
export const trainableLosses = everyLoss.filter((loss) => networkFit(loss).trains);
export const sampleCounts = [1, 6, 100];

export interface EvaluatorCase {
  program: LossProgram;
  /** Numbers that float32 holds exactly, so that all evaluators read the same. */
  input: EvaluatorInput;
}

export function evaluatorCase(definition: (typeof trainableLosses)[number], count: number): EvaluatorCase {
  const { program } = trainedLoss({ ...tutorialExperiment, loss: { id: definition.id, parameters: {} } });
  const random = createRandom(5 + count, "data");
  const labels = Array.from({ length: count }, (_, i) => (i % 3 === 0 ? 1 : 0));
  const columns = labelColumns(definition.labels, pageSizes.classes);
  const predictions = Array.from({ length: program.predictionColumns }, () =>
    Float32Array.from({ length: count }, () => 3 * random.normal()),
  );
  const targets = columns[0]!.map((_, k) => Float32Array.from(labels, (label) => columns[label]![k]!));
  return { program, input: { predictions, targets, count, parameters: numericParameters(program, {}) } };
}

/** The numbers of each output. */
export type OutputNumbers = Record<string, number[]>;

export function outputNumbers(output: EvaluatorOutput): OutputNumbers {
  const listOf = (value: number | ArrayLike<number>) => (typeof value === "number" ? [value] : Array.from(value));
  return Object.fromEntries(Object.entries(output).map(([name, value]) => [name, listOf(value)]));
}

/** Lists where float32 outputs differ from those of the float64 evaluator by more than rounding. */
export function differencesFromFloat64({ program, input }: EvaluatorCase, outputs: OutputNumbers): string[] {
  const wide = (columns: EvaluatorInput["predictions"]) => columns.map((column) => new Float64Array(column));
  const reference = createEvaluator(program.batch, Float64Array).evaluate({
    ...input,
    predictions: wide(input.predictions),
    targets: wide(input.targets),
  });
  return Object.entries(outputNumbers(reference)).flatMap(([name, expected]) => {
    const own = outputs[name] ?? [];
    if (own.length !== expected.length) return [`${name}: expected ${expected.length} numbers, got ${own.length}`];
    const tolerance = FLOAT32 * Math.max(...expected.map(Math.abs), 1e-30);
    return expected.flatMap((value, i) =>
      Math.abs(own[i]! - value) <= tolerance ? [] : [`${name}[${i}]: expected ${value}, got ${own[i]}`],
    );
  });
}
