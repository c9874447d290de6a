import type { Graph, NodeId } from "../graph";
import { GraphBuilder } from "../graphBuilder";
import { withKey } from "../keyedGraph";
import { type ColumnOutput, columnOutput, type LossProgram } from "../program";
import { isPointwise, sampleOutputs } from "./programOutputs";
import { logSoftmax, sumOf } from "./softmax";

/** The function between a network's outputs and a loss's predictions. */
export interface Head {
  /** Number of network outputs it reads. */
  readonly outputs: number;
  /** The loss's prediction columns. */
  readonly predictions: (b: GraphBuilder, outputs: readonly NodeId[]) => readonly NodeId[];
  /**
   * The gradient with respect to the outputs, from the gradient with respect to the predictions,
   * with torch's arithmetic.
   */
  readonly pullBack: (
    b: GraphBuilder,
    predictions: readonly NodeId[],
    gradients: readonly NodeId[],
  ) => readonly NodeId[];
}

/**
 * p = σ(z), computed as in torch: the gradient is multiplied by p·(1 − p), so it vanishes where σ
 * saturates.
 */
export const sigmoidHead: Head = {
  outputs: 1,
  predictions: (b, [z]) => [b.unary("sigmoid", z!)],
  pullBack: (b, [p], [gradient]) => [b.mul(gradient!, b.mul(p!, b.sub(b.constant(1), p!)))],
};

/** x = log softmax(z): the gradient is gₖ − softmaxₖ·Σg. */
export function logSoftmaxHead(classes: number): Head {
  return {
    outputs: classes,
    predictions: logSoftmax,
    pullBack: (b, logs, gradients) => {
      const total = sumOf(b, gradients);
      return gradients.map((gradient, k) => b.sub(gradient, b.mul(b.unary("exp", logs[k]!), total)));
    },
  };
}

/** Two class outputs −z/2 and z/2: makes a two-class loss a function of the log-odds z. */
export const logOddsHead: Head = {
  outputs: 1,
  predictions: (b, [z]) => {
    const half = b.mul(b.constant(0.5), z!);
    return [b.neg(half), half];
  },
  pullBack: (b, _predictions, [negative, positive]) => [b.mul(b.constant(0.5), b.sub(positive!, negative!))],
};

/** A loss as a function of a head's inputs. */
export function withHead(program: LossProgram, head: Head): LossProgram {
  const batch = composed(program.batch, head, "gradient", (b, outputs, gradients) => {
    const columns = gradients.map((gradient, k) => [columnOutput("gradient", k), b.spread(gradient)]);
    return { ...outputs, ...Object.fromEntries(columns) };
  });
  const sample = composed(program.sample, head, "slope", (b, { value }, slopes) => sampleOutputs(b, value!, slopes));
  return {
    ...program,
    predictionColumns: head.outputs,
    pointwise: isPointwise(batch, head.outputs),
    batch: withKey(batch),
    sample,
  };
}

function composed(
  graph: Graph,
  head: Head,
  derivative: ColumnOutput,
  finish: (
    b: GraphBuilder,
    outputs: Readonly<Record<string, NodeId>>,
    derivatives: readonly NodeId[],
  ) => Readonly<Record<string, NodeId>>,
): Graph {
  const b = new GraphBuilder();
  const leaves = Array.from({ length: head.outputs }, (_, k) => b.leaf("prediction", k));
  const predictions = head.predictions(b, leaves);
  const idInCopy = b.copy(graph, (node, inputs) =>
    node.op === "prediction" ? predictions[node.column ?? 0]! : b.rebuild(node, inputs),
  );
  const names = predictions.map((_, k) => columnOutput(derivative, k));
  const derivatives = head.pullBack(
    b,
    predictions,
    names.map((name) => idInCopy[graph.outputs[name]!]!),
  );
  const others = Object.entries(graph.outputs).filter(([name]) => !names.includes(name));
  return b.graph(finish(b, Object.fromEntries(others.map(([name, id]) => [name, idInCopy[id]!])), derivatives));
}
