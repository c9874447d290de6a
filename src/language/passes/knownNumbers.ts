import type { Graph, ParameterValues } from "../graph";
import { GraphBuilder } from "../graphBuilder";

/**
 * The same graph for parameters whose values do not change: `values` takes their place, and what
 * depends only on them is computed once. Parameters without a value stay.
 */
export function withNumbers(graph: Graph, values: ParameterValues): Graph {
  const b = new GraphBuilder();
  const moved = b.copy(graph, (node, inputs) =>
    node.op === "parameter" && Object.hasOwn(values, node.name!)
      ? b.constant(values[node.name!]!)
      : b.rebuild(node, inputs),
  );
  return b.graph(Object.fromEntries(Object.entries(graph.outputs).map(([name, id]) => [name, moved[id]!])));
}
