import { differentiate } from "./differentiate";
import type { Graph } from "./graph";
import { GraphBuilder } from "./graphBuilder";
import type { LossProgram } from "./program";

/**
 * A loss on a probability as a loss on the logit z, p = σ(z), with torch's arithmetic: p is formed and the loss's own gradient multiplied by
 * p·(1 − p), so that it dies where σ saturates. What the network trains on; a loss that takes logits needs none of this.
 */
export function onLogit(program: LossProgram): LossProgram {
  return { ...program, batch: composeBatch(program.batch), sample: composeSample(program.sample) };
}

function composeBatch(graph: Graph): Graph {
  const { b, moved, probability } = withProbability(graph);
  const slope = b.mul(probability, b.sub(b.constant(1), probability));
  const outputs = Object.fromEntries(Object.entries(graph.outputs).map(([name, id]) => [name, moved[id]!]));
  return b.graph({ ...outputs, gradient: b.mul(outputs.gradient!, slope) });
}

/** d²/dz² from the composed slope. */
function composeSample(graph: Graph): Graph {
  const { b, moved, probability } = withProbability(graph);
  const slope = b.mul(moved[graph.outputs.slope!]!, b.mul(probability, b.sub(b.constant(1), probability)));
  return b.graph({
    value: moved[graph.outputs.value!]!,
    slope: b.spread(slope),
    curvature: b.spread(differentiate(b, slope)),
  });
}

function withProbability(graph: Graph) {
  const b = new GraphBuilder();
  const probability = b.unary("sigmoid", b.leaf("prediction"));
  const moved = b.copy(graph, (node, inputs) => (node.op === "prediction" ? probability : b.rebuild(node, inputs)));
  return { b, moved, probability };
}
