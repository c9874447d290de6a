import type { Graph, NodeId } from "../graph";

/** The products that are computed with the sum that alone reads them: one for each such sum. */
export function fusedProducts({ nodes, outputs }: Graph): Set<NodeId> {
  const readers = nodes.map(() => 0);
  for (const { inputs } of nodes) for (const input of inputs) readers[input]!++;
  for (const output of Object.values(outputs)) readers[output]!++;
  const fused = new Set<NodeId>();
  for (const { op, inputs, shape } of nodes) {
    if (op !== "add" || shape.length === 0) continue;
    const product = inputs.find((input) => nodes[input]!.op === "mul" && readers[input] === 1);
    if (product !== undefined && nodes[product]!.shape.length > 0) fused.add(product);
  }
  return fused;
}
