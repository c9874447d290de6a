import type { Graph, GraphNode, NodeId } from "./graph";

/** Which nodes are needed by any output. */
export function reachable(graph: Graph): boolean[] {
  const needed = graph.nodes.map(() => false);
  for (const id of Object.values(graph.outputs)) needed[id] = true;
  for (let id = graph.nodes.length - 1; id >= 0; id--) {
    if (needed[id]) for (const input of graph.nodes[id]!.inputs) needed[input] = true;
  }
  return needed;
}

/** Only some outputs, and only the nodes they need: an evaluator then computes no more. */
export function keepOutputs(graph: Graph, ...names: string[]): Graph {
  const outputs = Object.fromEntries(names.map((name) => [name, graph.outputs[name]!]));
  return prune({ nodes: graph.nodes, outputs });
}

/** Only the nodes that the outputs need, renumbered. */
export function prune(graph: Graph): Graph {
  const needed = reachable(graph);
  const moved: NodeId[] = [];
  const nodes: GraphNode[] = [];
  for (const [id, node] of graph.nodes.entries()) {
    moved.push(needed[id] ? nodes.push({ ...node, inputs: node.inputs.map((input) => moved[input]!) }) - 1 : -1);
  }
  const outputs = Object.fromEntries(Object.entries(graph.outputs).map(([name, id]) => [name, moved[id]!]));
  return { nodes, outputs };
}
