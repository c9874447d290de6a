import { evaluateScalars } from "../evaluate/evaluator";
import type { Graph, GraphNode, NodeId, ParameterValues } from "../graph";
import { reachable } from "../neededNodes";
import { isInput, isRanking, isReduction } from "../operationKinds";
import { columnOutput } from "../program";

/**
 * Plans how a graph over a batch is computed by an engine that loops over the samples: in passes.
 * Between two passes, sums, extremes and rankings over the whole batch become known. Nodes that
 * depend only on parameters are computed on the host, in float64, beforehand.
 */
export class PassPlan {
  readonly nodes: readonly GraphNode[];
  /** The needed reductions and rankings, in topological order. */
  readonly reductions: readonly NodeId[];
  readonly rankings: readonly NodeId[];
  /**
   * Numbers computed on the host: the largest subexpressions over parameters only that any other
   * node reads.
   */
  readonly uniforms: readonly NodeId[];
  /** The last pass, which computes the outputs of each sample. */
  readonly last: number;
  /** The outputs with one value per sample. */
  readonly #sampleOutputs: readonly NodeId[];
  /** Whether a node depends on the samples or their number. */
  readonly #ofBatch: boolean[] = [];
  /**
   * The first pass in which a node can be computed; for a reduction or ranking, the pass after
   * which its result is known.
   */
  readonly #pass: number[] = [];

  /** `outputs`: the names of the graph's outputs to compute. */
  constructor(graph: Graph, outputs: readonly string[]) {
    const { nodes } = graph;
    this.nodes = nodes;
    const wanted = outputs.map((name) => graph.outputs[name]!);
    const needed = reachable({ nodes, outputs: Object.fromEntries(outputs.map((name, i) => [name, wanted[i]!])) });
    for (const node of nodes) {
      const leaf = isInput(node.op) || node.op === "batchSize";
      this.#ofBatch.push(leaf || node.inputs.some((input) => this.#ofBatch[input]));
      const ready = Math.max(0, ...node.inputs.map((input) => this.#pass[input]!));
      this.#pass.push(isReduction(node.op) || isRanking(node.op) ? ready + 1 : ready);
    }
    this.reductions = nodes.flatMap((node, id) => (needed[id] && isReduction(node.op) ? [id] : []));
    this.rankings = nodes.flatMap((node, id) => (needed[id] && isRanking(node.op) ? [id] : []));
    this.#sampleOutputs = wanted.filter((id) => nodes[id]!.shape.length > 0);
    this.last = Math.max(
      0,
      ...this.#sampleOutputs.map((id) => this.#pass[id]!),
      ...this.reductions.map((id) => this.#pass[id]! - 1),
    );
    const fromHost = new Set<NodeId>();
    const consider = (id: NodeId) => {
      if (!this.#ofBatch[id] && nodes[id]!.op !== "constant") fromHost.add(id);
    };
    for (const [id, node] of nodes.entries()) if (needed[id] && this.#ofBatch[id]) node.inputs.forEach(consider);
    wanted.forEach(consider);
    this.uniforms = [...fromHost];
  }

  /**
   * Whether a node depends neither on the samples nor on their number: a constant, or a number that
   * the host computes.
   */
  isHostConstant(id: NodeId): boolean {
    return !this.#ofBatch[id];
  }

  /** The pass after which a reduction or ranking is known. */
  passOf(id: NodeId): number {
    return this.#pass[id]! - 1;
  }

  /**
   * The nodes that a pass computes for its reductions and rankings; the last pass also computes the
   * outputs.
   */
  rootsOf(pass: number): NodeId[] {
    const here = (id: NodeId) => this.passOf(id) === pass;
    return [
      ...this.reductions.filter(here).map((id) => this.nodes[id]!.inputs[0]!),
      ...this.rankings.filter(here).flatMap((id) => this.nodes[id]!.inputs),
      ...(pass === this.last ? this.#sampleOutputs : []),
    ];
  }

  /**
   * All nodes to compute for some roots, inputs first. Leaves, uniforms and results of reductions
   * and rankings are already known.
   */
  computedFor(roots: readonly NodeId[]): NodeId[] {
    const wanted = new Set<NodeId>();
    const add = (id: NodeId) => {
      if (wanted.has(id) || !this.#isComputed(id)) return;
      wanted.add(id);
      this.nodes[id]!.inputs.forEach(add);
    };
    roots.forEach(add);
    return [...wanted].sort((a, b) => a - b);
  }

  /** The uniforms' values. Throws MissingParameterError. */
  hostFunction(): (parameters: ParameterValues) => Float64Array {
    const outputs = Object.fromEntries(this.uniforms.map((id, i) => [`${i}`, id]));
    // Only the nodes that the uniforms need: the others have no value on the host.
    const needed = reachable({ nodes: this.nodes, outputs });
    const moved: NodeId[] = [];
    const own: GraphNode[] = [];
    for (const [id, node] of this.nodes.entries()) {
      moved.push(needed[id] ? own.push({ ...node, inputs: node.inputs.map((input) => moved[input]!) }) - 1 : -1);
    }
    const graph: Graph = {
      nodes: own,
      outputs: Object.fromEntries(this.uniforms.map((id, i) => [`${i}`, moved[id]!])),
    };
    return (parameters) => {
      const values = evaluateScalars(graph, parameters);
      return Float64Array.from(this.uniforms, (_, i) => values[i]!);
    };
  }

  #isComputed(id: NodeId): boolean {
    const { op } = this.nodes[id]!;
    const leaf = isInput(op) || op === "batchSize";
    return this.#ofBatch[id]! && !leaf && !isReduction(op) && !isRanking(op);
  }
}

/** The names of a batch graph's gradient outputs, one per prediction column. */
export function gradientNames({ outputs }: Graph): string[] {
  const names: string[] = [];
  while (outputs[columnOutput("gradient", names.length)] !== undefined)
    names.push(columnOutput("gradient", names.length));
  return names;
}

/** The number of columns of a leaf that a graph reads: one more than the last. */
export function columnCount({ nodes }: Graph, op: "prediction" | "target"): number {
  return nodes.reduce((count, node) => (node.op === op ? Math.max(count, (node.column ?? 0) + 1) : count), 0);
}
