import type { NodeId } from "../graph";
import { GraphBuilder } from "../graphBuilder";
import type { ParameterValue } from "../program";

/** The value of a node that depends only on parameters, for these values of them. */
export function parameterNumber(
  builder: GraphBuilder,
  id: NodeId,
  values: ReadonlyMap<string, ParameterValue>,
): number {
  const b = new GraphBuilder();
  const graph = builder.graph({ value: id });
  const idInCopy = b.copy(graph, (node, inputs) => {
    if (node.op !== "parameter") return b.rebuild(node, inputs);
    const value = values.get(node.name!);
    return b.constant(typeof value === "number" ? value : Number.NaN);
  });
  return b.constantValue(idInCopy[graph.outputs.value!]!)!;
}
