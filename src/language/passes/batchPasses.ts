import { evaluateScalars } from "../evaluate/evaluator";
import type { Graph, GraphNode, NodeId, ParameterValues } from "../graph";
import { isRanking, isReduction, reachable } from "../graphBuilder";
import { columnOutput } from "../program";

/**
 * How a graph over a batch is computed by a machine that walks over the samples: in passes, between which sums, extremes and rankings over the whole
 * batch become known. What depends on parameters alone is computed on the host, in float64, before.
 */
export class PassPlan {
  readonly nodes: readonly GraphNode[];
  /** Reductions and rankings that are needed, in topological order. */
  readonly reductions: readonly NodeId[];
  readonly rankings: readonly NodeId[];
  /** Numbers from the host: the largest subexpressions over parameters alone that anything else reads. */
  readonly uniforms: readonly NodeId[];
  /** The last pass, in which the outputs of each sample are known. */
  readonly last: number;
  /** The outputs that are one value per sample. */
  readonly #sampleOutputs: readonly NodeId[];
  /** Whether a node hangs on the samples or their number. */
  readonly #ofBatch: boolean[] = [];
  /** In which pass a node can first be computed; of a reduction or ranking, after which its result is there. */
  readonly #pass: number[] = [];

  /** `outputs`: those of the graph's that are wanted. */
  constructor(graph: Graph, outputs: readonly string[]) {
    const { nodes } = graph;
    this.nodes = nodes;
    const wanted = outputs.map((name) => graph.outputs[name]!);
    const needed = reachable({ nodes, outputs: Object.fromEntries(outputs.map((name, i) => [name, wanted[i]!])) });
    for (const node of nodes) {
      const leaf = node.op === "prediction" || node.op === "target" || node.op === "batchSize";
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

  /** Whether a node is one of the host's numbers or a constant. */
  isHostConstant(id: NodeId): boolean {
    return !this.#ofBatch[id];
  }

  /** The pass after which a reduction or ranking is known. */
  passOf(id: NodeId): number {
    return this.#pass[id]! - 1;
  }

  /** What a pass works out for its reductions, rankings and, the last, the outputs. */
  rootsOf(pass: number): NodeId[] {
    const here = (id: NodeId) => this.passOf(id) === pass;
    return [
      ...this.reductions.filter(here).map((id) => this.nodes[id]!.inputs[0]!),
      ...this.rankings.filter(here).flatMap((id) => this.nodes[id]!.inputs),
      ...(pass === this.last ? this.#sampleOutputs : []),
    ];
  }

  /** All that must be computed for some roots, inputs first, from leaves, uniforms and the results of reductions and rankings on. */
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
    // Only what the uniforms need: the rest has no value on the host.
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
    const leaf = op === "prediction" || op === "target" || op === "batchSize";
    return this.#ofBatch[id]! && !leaf && !isReduction(op) && !isRanking(op);
  }
}

/** The names of a batch graph's gradient outputs, one for each prediction column. */
export function gradientNames({ outputs }: Graph): string[] {
  const names: string[] = [];
  while (outputs[columnOutput("gradient", names.length)] !== undefined)
    names.push(columnOutput("gradient", names.length));
  return names;
}

/** How many columns of a leaf a graph reads: one more than the last. */
export function columnCount({ nodes }: Graph, op: "prediction" | "target"): number {
  return nodes.reduce((count, node) => (node.op === op ? Math.max(count, (node.column ?? 0) + 1) : count), 0);
}
