import type { Graph, NodeId } from "../graph";
import type { GraphBuilder } from "../graphBuilder";
import { reachable } from "../neededNodes";
import { couplesSamples } from "../operationKinds";
import { columnOutput } from "../program";
import { differentiate } from "./differentiate";

// Apart from the compiler, so that the page's first chunk does not contain its parser.

/** `value`, the slopes, and for a loss of one column the curvature. */
export function sampleOutputs(b: GraphBuilder, value: NodeId, slopes: readonly NodeId[]): Record<string, NodeId> {
  const outputs: Record<string, NodeId> = { value: b.spread(value) };
  for (const [column, slope] of slopes.entries()) outputs[columnOutput("slope", column)] = b.spread(slope);
  if (slopes.length === 1) outputs.curvature = b.spread(differentiate(b, slopes[0]!, 1)[0]!);
  return outputs;
}

/** Whether every sample's gradient is independent of the other samples. */
export function isPointwise({ nodes, outputs }: Graph, columns: number): boolean {
  const gradients = Object.fromEntries(
    Array.from({ length: columns }, (_, column) => columnOutput("gradient", column)).map((name) => [
      name,
      outputs[name]!,
    ]),
  );
  const reached = reachable({ nodes, outputs: gradients });
  return nodes.every((node, id) => !(reached[id] && couplesSamples(node.op)));
}
