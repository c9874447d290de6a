import { compileLoss, createEvaluator, LossSourceError, numericParameters } from "../../language";
import { columnOutput } from "../../language/program";
import type { InputShapes } from "../../language/source/lossInputs";

/** A source and the few numbers it is run on. */
export interface SmallRun {
  source: string;
  /** Tensors of several columns; without them the first two arguments, one number a sample each. */
  inputs?: InputShapes;
  /** [columns][samples] */
  predictions: readonly (readonly number[])[];
  targets: readonly (readonly number[])[];
  parameters?: Readonly<Record<string, number | boolean>>;
}

export interface SmallResult {
  /** What the source returns; the mean where it returns a loss for each sample. */
  objective: number;
  /** Before its own reduction, [samples]; empty where the loss has none. */
  perSample: readonly number[];
  /** Of the objective with respect to each prediction column, [columns][samples]. */
  gradients: readonly (readonly number[])[];
}

/** Runs a source in float64, values and gradients; its first error's words where it cannot be read. */
export function runSource(run: SmallRun): SmallResult | { refusal: string } {
  try {
    const { source, inputs, predictions, targets, parameters = {} } = run;
    const program = compileLoss(source, { parameters, ...(inputs !== undefined && { inputs }) });
    const result = createEvaluator(program.batch, Float64Array).evaluate({
      predictions: predictions.map((column) => Float64Array.from(column)),
      targets: targets.map((column) => Float64Array.from(column)),
      count: predictions[0]!.length,
      parameters: numericParameters(program, parameters),
    });
    const column = (name: string) => {
      const values = result[name];
      return values === undefined || typeof values === "number" ? [] : Array.from(values);
    };
    return {
      objective: result.objective as number,
      perSample: column("perSample"),
      gradients: predictions.map((_, k) => column(columnOutput("gradient", k))),
    };
  } catch (error) {
    if (error instanceof LossSourceError) return { refusal: error.message };
    throw error;
  }
}

/** For examples whose sources are known to be read. Throws their refusal. */
export function mustRun(run: SmallRun): SmallResult {
  const result = runSource(run);
  if ("refusal" in result) throw new Error(result.refusal);
  return result;
}
