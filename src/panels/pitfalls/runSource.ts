import { createEvaluator, LossSourceError, numericParameters } from "../../language";
import { compileLoss } from "../../language/passes/compile";
import { columnOutput } from "../../language/program";
import type { InputShapes } from "../../language/source/lossInputs";

/** A source and the few numbers to run it on. */
export interface SmallRun {
  source: string;
  /**
   * Shapes of tensors with several columns. Without them, the first two arguments have one number
   * per sample.
   */
  inputs?: InputShapes;
  /** [columns][samples] */
  predictions: readonly (readonly number[])[];
  targets: readonly (readonly number[])[];
  parameters?: Readonly<Record<string, number | boolean>>;
}

export interface SmallResult {
  /** The value that the source returns, or its mean if it returns a loss per sample. */
  objective: number;
  /** Loss per sample before the source's own reduction, [samples]; empty if there is none. */
  perSample: readonly number[];
  /** Gradient of the objective with respect to each prediction column, [columns][samples]. */
  gradients: readonly (readonly number[])[];
}

/**
 * Compiles and runs a source in float64, with gradients; returns the message of its first error if
 * it does not compile.
 */
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

/** `runSource` for sources that must compile. Throws an Error with the message if one does not. */
export function mustRun(run: SmallRun): SmallResult {
  const result = runSource(run);
  if ("refusal" in result) throw new Error(result.refusal);
  return result;
}
