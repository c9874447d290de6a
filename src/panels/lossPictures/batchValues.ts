import { createEvaluator, type LossProgram, type ParameterValues } from "../../language";
import type { LossDefinition } from "../../losses";
import { logitOf } from "../format/probability";
import type { SmallBatch } from "./smallBatch";

/** Value and gradients of a loss on a small batch. */
export interface BatchValues {
  objective: number;
  /** ∂objective/∂z of each sample: [count]. */
  gradients: Float64Array;
}

/** Evaluates the loss over the whole small batch. */
export function batchEvaluator(definition: LossDefinition, program: LossProgram) {
  const evaluator = createEvaluator(program.batch, Float64Array);
  return ({ labels, probabilities }: SmallBatch, parameters: ParameterValues): BatchValues => {
    const onLogits = definition.prediction !== "probability";
    const signed = definition.labels === "plus-minus-one";
    const output = evaluator.evaluate({
      predictions: [Float64Array.from(probabilities, (p) => (onLogits ? logitOf(p) : p))],
      targets: [Float64Array.from(labels, (label) => (signed ? 2 * label - 1 : label))],
      count: labels.length,
      parameters,
    });
    const gradients = Float64Array.from(output.gradient as Float64Array, (gradient, i) => {
      const p = probabilities[i]!;
      return onLogits ? gradient : gradient * p * (1 - p);
    });
    return { objective: output.objective as number, gradients };
  };
}
