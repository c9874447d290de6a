import { differentiate } from "./differentiate";
import { LossSourceError } from "./errors";
import type { Graph, Shape } from "./graph";
import { GraphBuilder, GraphTooLargeError, isReduction, reachable } from "./graphBuilder";
import type { LossProgram, ParameterValue } from "./program";
import { reduceOver, separate } from "./reduction";
import { readLoss } from "./source/readLoss";
import { stabilise } from "./stabilise";

export interface CompileOptions {
  /** Values that differ from the source's defaults; they decide its `if`s. Booleans, strings and null become fixed, numbers stay free. */
  readonly parameters?: Readonly<Record<string, ParameterValue>>;
  /** Which function or class is the loss, where the text holds several; the last class with a forward, else the last function. */
  readonly entry?: string;
  /** Replaces the source's own reduction, where it has one over samples (not in Dice and the like, which then stay as they are). */
  readonly reduction?: "none" | "mean" | "sum";
}

/**
 * Source text in PyTorch's syntax → value, derivatives, formula. Throws LossSourceError (line, column, construct, advice) and nothing else,
 * whatever the text.
 */
export function compileLoss(source: string, options: CompileOptions = {}): LossProgram {
  try {
    return compileWithin(source, options, ["batch"]);
  } catch (error) {
    if (!(error instanceof LossSourceError) || error.construct !== "shape") throw error;
    // Code written for a [batch, 1] output (`squeeze(1)`) is as right as code for [batch].
    try {
      return compileWithin(source, options, ["batch", 1]);
    } catch (second) {
      throw second instanceof LossSourceError && second.construct !== "shape" ? second : error;
    }
  }
}

/** A graph may also grow too large after reading, while it is differentiated. */
function compileWithin(source: string, options: CompileOptions, shape: Shape): LossProgram {
  try {
    return compileWithShape(source, options, shape);
  } catch (error) {
    if (!(error instanceof GraphTooLargeError)) throw error;
    const place = { line: 1, column: 1, text: source.slice(0, 40) };
    throw new LossSourceError(place, "too large", `${error.message} with its derivatives`, "Simplify the loss");
  }
}

function compileWithShape(source: string, options: CompileOptions, shape: Shape): LossProgram {
  const read = readLoss(source, options, shape);
  const stable = stabilise(read.graph);
  const own = separate(builderOf(stable.graph), stable.graph.outputs.value!).reduction;
  const reduction = own !== "batch" && options.reduction !== undefined ? options.reduction : own;
  const batch = batchGraph(stable.graph, reduction);
  return {
    name: read.name,
    parameters: read.parameters,
    fixed: read.fixed,
    reduction,
    pointwise: isPointwise(batch),
    batch,
    sample: sampleGraph(stable.graph),
    guards: read.guards,
    formula: read.formula,
    notes: stable.notes,
  };
}

/** The same nodes under the same ids, ready to be added to. */
function builderOf(graph: Graph): GraphBuilder {
  const b = new GraphBuilder();
  b.copy(graph, (node, inputs) => b.rebuild(node, inputs));
  return b;
}

/** Outputs objective, gradient and, where there is one, perSample. */
function batchGraph(graph: Graph, reduction: LossProgram["reduction"]): Graph {
  const b = new GraphBuilder();
  const value = b.copy(graph, (node, inputs) => b.rebuild(node, inputs))[graph.outputs.value!]!;
  const { perSample } = separate(b, value);
  const objective = perSample === undefined ? value : reduceOver(b, perSample, reduction);
  const gradient = b.spread(differentiate(b, objective));
  return b.graph({ objective, gradient, ...(perSample === undefined ? {} : { perSample: b.spread(perSample) }) });
}

/** Each point is its own batch of one: a sum over the batch is the sample itself, and the batch size is 1. */
function sampleGraph(graph: Graph): Graph {
  const b = new GraphBuilder();
  const moved = b.copy(graph, (node, inputs) => {
    if (node.op === "batchSize") return b.constant(1);
    return isReduction(node.op) ? inputs[0]! : b.rebuild(node, inputs);
  });
  const value = moved[graph.outputs.value!]!;
  const slope = differentiate(b, value);
  const curvature = differentiate(b, slope);
  return b.graph({ value: b.spread(value), slope: b.spread(slope), curvature: b.spread(curvature) });
}

/** Whether no sample's gradient hears of another sample. */
function isPointwise({ nodes, outputs }: Graph): boolean {
  const gradient = reachable({ nodes, outputs: { gradient: outputs.gradient! } });
  return nodes.every((node, id) => !(gradient[id] && isReduction(node.op)));
}
