import {
  binaryLoop,
  type FloatArray,
  type FloatArrayConstructor,
  reduceLoop,
  selectLoop,
  unaryLoop,
} from "./evaluatorLoops";
import type { Graph, GraphNode, NodeId, ParameterValues } from "./graph";
import { isBinary, isReduction, isUnary } from "./graphBuilder";
import { binaryOperations, unaryOperations } from "./scalarOperations";

export type { FloatArray, FloatArrayConstructor } from "./evaluatorLoops";

export class MissingParameterError extends Error {
  constructor(name: string) {
    super(`parameter ${name}: expected a number, got none`);
    this.name = "MissingParameterError";
  }
}

export interface EvaluatorInput {
  /** [count] or longer. */
  readonly prediction: FloatArray;
  /** [count] or longer. */
  readonly target: FloatArray;
  readonly count: number;
  readonly parameters: ParameterValues;
}

/** Outputs by name: a number for [] and a view of length `count` for [batch]. Views are the evaluator's own, good until its next call. */
export type EvaluatorOutput = Readonly<Record<string, number | FloatArray>>;

export interface Evaluator {
  /** Throws MissingParameterError. */
  evaluate(input: EvaluatorInput): EvaluatorOutput;
}

/**
 * Walks a graph over arrays, one node after the other. [] nodes are plain float64 numbers; [batch] nodes live in a few buffers of the given
 * type that are shared among nodes whose lives do not overlap and grow to the largest batch seen.
 */
export function createEvaluator(graph: Graph, ArrayType: FloatArrayConstructor): Evaluator {
  const { nodes } = graph;
  const slots = assignSlots(graph);
  const buffers: FloatArray[] = Array.from({ length: slots.count }, () => new ArrayType(0));
  const scalars = new Float64Array(nodes.length);
  // A scalar operand of a [batch] node, as an array of length 1 (stride 0). In float32 engines it is rounded here, once.
  const scalarOperands = nodes.map(() => new ArrayType(1));
  let capacity = 0;

  function evaluate({ prediction, target, count, parameters }: EvaluatorInput): EvaluatorOutput {
    if (count > capacity) {
      for (let i = 0; i < buffers.length; i++) buffers[i] = new ArrayType(count);
      capacity = count;
    }
    const place = (id: NodeId): FloatArray => {
      const node = nodes[id]!;
      if (node.op === "prediction") return prediction;
      if (node.op === "target") return target;
      return node.shape.length === 0 ? scalarOperands[id]! : buffers[slots.of[id]!]!;
    };
    for (let id = 0; id < nodes.length; id++) {
      const node = nodes[id]!;
      if (node.shape.length === 0) {
        const value = isReduction(node.op)
          ? reduceLoop(node.op, place(node.inputs[0]!), count)
          : scalarValue(node, scalars, parameters, count);
        scalars[id] = value;
        scalarOperands[id]![0] = value;
        continue;
      }
      if (node.op === "prediction" || node.op === "target") continue;
      const out = place(id);
      const [x, y, z] = node.inputs as [NodeId, NodeId, NodeId];
      const stride = (input: NodeId) => (nodes[input]!.shape.length === 0 ? 0 : 1);
      if (node.op === "spread") out.fill(scalars[x]!, 0, count);
      else if (isUnary(node.op)) unaryLoop(node.op, out, place(x), count);
      else if (isBinary(node.op)) binaryLoop(node.op, out, place(x), stride(x), place(y), stride(y), count);
      else selectLoop(out, place(x), stride(x), place(y), stride(y), place(z), stride(z), count);
    }
    const result: Record<string, number | FloatArray> = {};
    for (const [name, id] of Object.entries(graph.outputs)) {
      result[name] = nodes[id]!.shape.length === 0 ? scalars[id]! : place(id).subarray(0, count);
    }
    return result;
  }

  return { evaluate };
}

function scalarValue(node: GraphNode, scalars: Float64Array, parameters: ParameterValues, count: number): number {
  const { op, inputs } = node;
  if (op === "constant") return node.value!;
  if (op === "batchSize") return count;
  if (op === "parameter") {
    const value = Object.hasOwn(parameters, node.name!) ? parameters[node.name!] : undefined;
    if (typeof value !== "number") throw new MissingParameterError(node.name!);
    return value;
  }
  const [x, y, z] = inputs.map((input) => scalars[input]!) as [number, number, number];
  if (isUnary(op)) return unaryOperations[op](x);
  if (isBinary(op)) return binaryOperations[op](x, y);
  return x !== 0 ? y : z;
}

/** Gives every computed [batch] node a buffer; a buffer is free again after the last reader of its node. Outputs keep theirs. */
function assignSlots(graph: Graph): { of: number[]; count: number } {
  const { nodes } = graph;
  const lastUse = nodes.map((_, id) => id);
  for (const [id, node] of nodes.entries()) for (const input of node.inputs) lastUse[input] = id;
  for (const id of Object.values(graph.outputs)) lastUse[id] = nodes.length;
  const of: number[] = [];
  const free: number[] = [];
  let count = 0;
  for (const [id, node] of nodes.entries()) {
    const computed = node.shape.length > 0 && node.op !== "prediction" && node.op !== "target";
    // Elementwise loops may write where they read, so an input that ends here can be overwritten here.
    for (const input of new Set(node.inputs)) {
      if (lastUse[input] === id && of[input] !== undefined && of[input]! >= 0) free.push(of[input]!);
    }
    of.push(computed ? (free.pop() ?? count++) : -1);
    if (computed && lastUse[id] === id) free.push(of[id]!);
  }
  return { of, count };
}

/** The value of a graph's only scalar output, over parameters alone. */
export function evaluateScalars(graph: Graph, parameters: ParameterValues): Record<string, number> {
  const scalars = new Float64Array(graph.nodes.length);
  for (const [id, node] of graph.nodes.entries()) scalars[id] = scalarValue(node, scalars, parameters, 1);
  return Object.fromEntries(Object.entries(graph.outputs).map(([name, id]) => [name, scalars[id]!]));
}
