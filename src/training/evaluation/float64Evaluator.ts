import { createEvaluator, type Evaluator, type Graph } from "../../language";
import { keepOutputs } from "../../language/neededNodes";

/** Evaluates outputs of a graph in float64, for engines without an evaluator of their own. */
export function createFloat64Evaluator(graph: Graph, outputs: readonly string[]): Evaluator {
  return createEvaluator(keepOutputs(graph, ...outputs), Float64Array);
}
