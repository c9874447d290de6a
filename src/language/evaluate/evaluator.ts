import type { Graph, GraphNode, NodeId, ParameterValues } from "../graph";
import { isBinary, isInput, isRanking, isReduction, isUnary } from "../operationKinds";
import {
  arithmeticLoops,
  BatchOrder,
  binaryLoops,
  cumulateLoop,
  type FloatArray,
  type FloatArrayConstructor,
  isArithmetic,
  reduceLoop,
  selectLoop,
  unaryLoops,
} from "./evaluatorLoops";
import { binaryOperations, unaryOperations } from "./scalarOperations";

export type { FloatArray, FloatArrayConstructor } from "./evaluatorLoops";

export class MissingParameterError extends Error {
  constructor(name: string) {
    super(`parameter ${name}: expected a number, got none`);
    this.name = "MissingParameterError";
  }
}

export interface EvaluatorInput {
  /** One array per column, each [count] or longer. */
  readonly predictions: readonly FloatArray[];
  /** One array per column, each [count] or longer. */
  readonly targets: readonly FloatArray[];
  /** By name, [count] or longer each. */
  readonly vectors?: Readonly<Record<string, FloatArray>>;
  readonly count: number;
  readonly parameters: ParameterValues;
}

/**
 * Outputs by name: a number for [], a view of length `count` for [batch]. The evaluator owns the
 * views; its next call overwrites them.
 */
export type EvaluatorOutput = Readonly<Record<string, number | FloatArray>>;

export interface Evaluator {
  /** Throws MissingParameterError. */
  evaluate(input: EvaluatorInput): EvaluatorOutput;
}

/** The work of one node, with everything prepared that does not change between calls. */
type Step = (count: number, parameters: ParameterValues) => void;

/**
 * Evaluates a graph over arrays, node by node. [] nodes are float64 numbers. [batch] nodes live in
 * a few buffers of the given type; nodes whose lifetimes do not overlap share a buffer, and buffers
 * grow to the largest batch seen.
 */
export function createEvaluator(graph: Graph, ArrayType: FloatArrayConstructor): Evaluator {
  const { nodes } = graph;
  const slots = assignSlots(graph);
  const scalars = new Float64Array(nodes.length);
  // The array of each node's values. A scalar is an array of length 1 (stride 0); float32 engines
  // round it once, there.
  const arrays: FloatArray[] = nodes.map((node) => new ArrayType(node.shape.length === 0 ? 1 : 0));
  const strides = nodes.map((node) => (node.shape.length === 0 ? 0 : 1));
  const leaves = (op: "prediction" | "target") =>
    nodes.flatMap((node, id) => (node.op === op ? [{ id, column: node.column ?? 0 }] : []));
  const [predictions, targets] = [leaves("prediction"), leaves("target")];
  const vectors = nodes.flatMap((node, id) => (node.op === "vector" ? [{ id, name: node.name! }] : []));
  const steps = nodes.flatMap((node, id) => stepOf(node, id, nodes, scalars, arrays, strides) ?? []);
  const outputs = Object.entries(graph.outputs);
  /** Views of computed outputs, by node, for batches of `viewed` samples. */
  const views: FloatArray[] = [];
  let viewed = 0;
  let capacity = 0;

  function grow(count: number): void {
    const buffers = Array.from({ length: slots.count }, () => new ArrayType(count));
    for (const [id, slot] of slots.of.entries()) if (slot >= 0) arrays[id] = buffers[slot]!;
    capacity = count;
    views.length = 0;
  }

  function view(id: NodeId, count: number): FloatArray {
    if (slots.of[id]! < 0) return arrays[id]!.subarray(0, count);
    if (viewed !== count) views.length = 0;
    viewed = count;
    views[id] ??= arrays[id]!.subarray(0, count);
    return views[id];
  }

  function evaluate(input: EvaluatorInput): EvaluatorOutput {
    const { count, parameters } = input;
    if (count > capacity) grow(count);
    for (const { id, column } of predictions) arrays[id] = input.predictions[column]!;
    for (const { id, column } of targets) arrays[id] = input.targets[column]!;
    for (const { id, name } of vectors) arrays[id] = input.vectors![name]!;
    for (let i = 0; i < steps.length; i++) steps[i]!(count, parameters);
    const result: Record<string, number | FloatArray> = {};
    for (const [name, id] of outputs) result[name] = strides[id] === 0 ? scalars[id]! : view(id, count);
    return result;
  }

  return { evaluate };
}

/** The work of a node in each call; undefined for inputs. */
function stepOf(
  node: GraphNode,
  id: NodeId,
  nodes: readonly GraphNode[],
  scalars: Float64Array,
  arrays: FloatArray[],
  strides: readonly number[],
): Step | undefined {
  const { op } = node;
  if (isInput(op)) return undefined;
  const [x, y, z] = node.inputs as [NodeId, NodeId, NodeId];
  const [strideX, strideY, strideZ] = [strides[x]!, strides[y]!, strides[z]!];
  if (node.shape.length === 0) {
    const keep = (value: number) => {
      scalars[id] = value;
      arrays[id]![0] = value;
    };
    if (op === "constant") {
      keep(node.value!);
      return undefined;
    }
    if (isReduction(op) && nodes[x]!.shape.length > 0) return (count) => keep(reduceLoop(op, arrays[x]!, count));
    const rule = scalarRule(node);
    return (count, parameters) => keep(rule(scalars, parameters, count));
  }
  if (op === "spread")
    return (count) => {
      arrays[id]!.fill(scalars[x]!, 0, count);
    };
  if (isUnary(op)) {
    const loop = unaryLoops[op];
    return (count) => loop(arrays[id]!, arrays[x]!, count);
  }
  if (isRanking(op)) {
    const order = new BatchOrder();
    return (count) => cumulateLoop(arrays[id]!, arrays[x]!, order.by(arrays[y]!, count), op === "cumulateBack");
  }
  if (isArithmetic(op)) {
    const { columns, leftNumber, rightNumber } = arithmeticLoops[op];
    if (strideX === 0) return (count) => leftNumber(arrays[id]!, arrays[x]![0]!, arrays[y]!, count);
    if (strideY === 0) return (count) => rightNumber(arrays[id]!, arrays[y]![0]!, arrays[x]!, count);
    return (count) => columns(arrays[id]!, arrays[x]!, arrays[y]!, count);
  }
  if (isBinary(op)) {
    const loop = binaryLoops[op];
    return (count) => loop(arrays[id]!, arrays[x]!, strideX, arrays[y]!, strideY, count);
  }
  return (count) => selectLoop(arrays[id]!, arrays[x]!, strideX, arrays[y]!, strideY, arrays[z]!, strideZ, count);
}

/** Computes a number from the numbers of earlier nodes. */
type ScalarRule = (scalars: Float64Array, parameters: ParameterValues, count: number) => number;

function scalarRule({ op, inputs, value, name }: GraphNode): ScalarRule {
  if (op === "constant") return () => value!;
  if (op === "batchSize") return (_scalars, _parameters, count) => count;
  if (op === "parameter")
    return (_scalars, parameters) => {
      const given = Object.hasOwn(parameters, name!) ? parameters[name!] : undefined;
      if (typeof given !== "number") throw new MissingParameterError(name!);
      return given;
    };
  const [x, y, z] = inputs as [NodeId, NodeId, NodeId];
  if (isUnary(op)) {
    const operation = unaryOperations[op];
    return (scalars) => operation(scalars[x]!);
  }
  if (isBinary(op)) {
    const operation = binaryOperations[op];
    return (scalars) => operation(scalars[x]!, scalars[y]!);
  }
  return (scalars) => scalars[scalars[x] !== 0 ? y : z]!;
}

/**
 * Assigns a buffer to every computed [batch] node. A buffer is free again after the last reader of
 * its node; outputs keep theirs.
 */
function assignSlots(graph: Graph): { of: number[]; count: number } {
  const { nodes } = graph;
  const lastUse = nodes.map((_, id) => id);
  for (const [id, node] of nodes.entries()) for (const input of node.inputs) lastUse[input] = id;
  for (const id of Object.values(graph.outputs)) lastUse[id] = nodes.length;
  const of: number[] = [];
  const free: number[] = [];
  let count = 0;
  for (const [id, node] of nodes.entries()) {
    const computed = node.shape.length > 0 && !isInput(node.op);
    // Elementwise loops may run in place, so an input whose last reader is this node can be
    // overwritten. A ranking reads out of order and cannot.
    const mine = isRanking(node.op) && computed ? (free.pop() ?? count++) : undefined;
    for (const input of new Set(node.inputs)) {
      if (lastUse[input] === id && of[input] !== undefined && of[input]! >= 0) free.push(of[input]!);
    }
    of.push(computed ? (mine ?? free.pop() ?? count++) : -1);
    if (computed && lastUse[id] === id) free.push(of[id]!);
  }
  return { of, count };
}

/** The value of a graph's only scalar output, as a function of parameters only. */
export function evaluateScalars(graph: Graph, parameters: ParameterValues): Record<string, number> {
  const scalars = new Float64Array(graph.nodes.length);
  for (const [id, node] of graph.nodes.entries()) scalars[id] = scalarRule(node)(scalars, parameters, 1);
  return Object.fromEntries(Object.entries(graph.outputs).map(([name, id]) => [name, scalars[id]!]));
}
