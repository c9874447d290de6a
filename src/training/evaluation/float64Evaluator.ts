import { createEvaluator, type Evaluator, keepOutputs, type LossProgram } from "../../language";

/**
 * Evaluates outputs of a program's batch graph in float64: what engines without an evaluator of
 * their own use.
 */
export function createFloat64Evaluator({ batch }: LossProgram, outputs: readonly string[]): Evaluator {
  return createEvaluator(keepOutputs(batch, ...outputs), Float64Array);
}
