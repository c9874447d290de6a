import type { NodeId } from "../graph";
import type { GraphBuilder } from "../graphBuilder";
import { reachable } from "../neededNodes";
import { couplesSamples } from "../operationKinds";
import { separate } from "../passes/reduction";
import type { Formula, ProgramInput } from "../program";
import type { Context } from "./context";

/** The loss of one sample, unless it depends on other samples: then the whole loss. */
export function readFormula(context: Context, value: NodeId, inputs: readonly ProgramInput[]): Formula {
  const b = context.builder;
  const { perSample } = separate(b, value);
  const result = perSample === undefined || hearsOfOthers(b, perSample) ? value : perSample;
  const named = [...context.names].map(([name, nodes]) => ({ name, nodes }));
  const kept = reachable({ nodes: b.nodes, outputs: keeping([result, ...named.flatMap(({ nodes }) => nodes)]) });
  const notations = context.notations.needed((node) => kept[node] === true);
  const graph = b.graph({ result, ...keeping([...named.flatMap(({ nodes }) => nodes), ...notations.nodes]) });
  const moved = (node: NodeId) => graph.outputs[`${node}`]!;
  return {
    graph: { nodes: graph.nodes, outputs: { result: graph.outputs.result! } },
    names: named.map(({ name, nodes }) => ({ name, nodes: nodes.map(moved) })),
    notations: notations.renumbered(moved),
    inputs,
  };
}

/** Outputs that keep nodes in the graph during renumbering and report their new ids. */
function keeping(nodes: readonly NodeId[]): Record<string, NodeId> {
  return Object.fromEntries(nodes.map((node) => [`${node}`, node]));
}

function hearsOfOthers(b: GraphBuilder, id: NodeId): boolean {
  const part = b.graph({ id });
  return part.nodes.some(({ op }) => couplesSamples(op));
}
