import { binaryOperations, unaryOperations } from "./evaluate/scalarOperations";
import type { BinaryOp, Graph, GraphNode, NodeId, Op, RankOp, ReduceOp, Shape, UnaryOp } from "./graph";
import { prune, reachable } from "./neededNodes";
import { isBinary, isInput, isRanking, isReduction, isUnary } from "./operationKinds";

/** More nodes than any loss needs; a text that needs more is hostile or mistaken. */
export const MAX_NODES = 20_000;

/** The name of a select that keeps only what counts (`mask`), and of its derivative (`absent`). */
export const MASK = "mask";
export const ABSENT = "absent";

export class GraphTooLargeError extends Error {
  constructor() {
    super(`the loss needs more than ${MAX_NODES} operations`);
    this.name = "GraphTooLargeError";
  }
}

/**
 * Builds a graph. The same operation on the same inputs is one node (so `x + x`, nested sixty
 * times, is sixty nodes and not 2^60); constants are folded; identities that hold for every number,
 * NaN included, are applied.
 */
export class GraphBuilder {
  readonly nodes: GraphNode[] = [];
  readonly #known = new Map<string, NodeId>();

  node(id: NodeId): GraphNode {
    return this.nodes[id]!;
  }

  shape(id: NodeId): Shape {
    return this.nodes[id]!.shape;
  }

  /** The value of a node that is a constant, else undefined. */
  constantValue(id: NodeId): number | undefined {
    const node = this.nodes[id]!;
    return node.op === "constant" ? node.value : undefined;
  }

  #is(id: NodeId, value: number): boolean {
    return this.constantValue(id) === value;
  }

  #add(
    op: Op,
    inputs: readonly NodeId[],
    shape: Shape,
    extra: { value?: number; name?: string; column?: number } = {},
  ): NodeId {
    // −0 and 0 differ in 1/x, so they are different constants.
    const value = Object.is(extra.value, -0) ? "-0" : extra.value;
    const key = `${op}|${inputs.join(",")}|${shape.join(",")}|${value ?? ""}|${extra.name ?? ""}|${extra.column ?? ""}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (this.nodes.length >= MAX_NODES) throw new GraphTooLargeError();
    const id = this.nodes.push({ op, inputs, shape, ...extra }) - 1;
    this.#known.set(key, id);
    return id;
  }

  constant(value: number): NodeId {
    return this.#add("constant", [], [], { value });
  }

  parameter(name: string): NodeId {
    return this.#add("parameter", [], [], { name });
  }

  batchSize(): NodeId {
    return this.#add("batchSize", [], []);
  }

  /** An input column. */
  leaf(op: "prediction" | "target", column = 0): NodeId {
    return this.#add(op, [], ["batch"], column === 0 ? {} : { column });
  }

  /** A vector that comes from outside under a name. */
  vector(name: string): NodeId {
    return this.#add("vector", [], ["batch"], { name });
  }

  unary(op: UnaryOp, x: NodeId): NodeId {
    const known = this.constantValue(x);
    if (known !== undefined) return this.constant(unaryOperations[op](known));
    const node = this.node(x);
    if (op === "neg" && node.op === "neg") return node.inputs[0]!;
    if (op === "neg" && isAbsent(node)) return this.#absent(node, (part) => this.unary("neg", part));
    if (op === "detach" && !this.dependsOnPrediction(x)) return x;
    return this.#add(op, [x], node.shape);
  }

  binary(op: BinaryOp, a: NodeId, b: NodeId): NodeId {
    const [left, right] = [this.constantValue(a), this.constantValue(b)];
    if (left !== undefined && right !== undefined) return this.constant(binaryOperations[op](left, right));
    return this.#identity(op, a, b) ?? this.#add(op, [a, b], broadcast(this.shape(a), this.shape(b)));
  }

  #absent({ inputs }: GraphNode, change: (part: NodeId) => NodeId): NodeId {
    return this.select(inputs[0]!, change(inputs[1]!), inputs[2]!, ABSENT);
  }

  /** A sum is absent only where both parts are. */
  #addAbsent({ inputs: [c, x, zero] }: GraphNode, { inputs: [d, y] }: GraphNode): NodeId {
    if (c === d) return this.select(c!, this.add(x!, y!), zero!, ABSENT);
    const either = this.binary("or", c!, d!);
    return this.select(either, this.add(this.select(c!, x!, zero!), this.select(d!, y!, zero!)), zero!, ABSENT);
  }

  #identity(op: BinaryOp, a: NodeId, b: NodeId): NodeId | undefined {
    if (op === "mul" || op === "div") {
      if (isAbsent(this.node(a))) return this.#absent(this.node(a), (part) => this.binary(op, part, b));
      if (op === "mul" && isAbsent(this.node(b))) return this.#absent(this.node(b), (part) => this.binary(op, a, part));
    }
    // A neutral scalar may be dropped only if it does not decide the shape; constants never do.
    switch (op) {
      case "add":
        if (this.#is(a, 0)) return b;
        if (this.#is(b, 0)) return a;
        if (isAbsent(this.node(a)) && isAbsent(this.node(b))) return this.#addAbsent(this.node(a), this.node(b));
        if (this.node(b).op === "neg") return this.binary("sub", a, this.node(b).inputs[0]!);
        return undefined;
      case "sub":
        if (this.#is(b, 0)) return a;
        if (this.#is(a, 0)) return this.unary("neg", b);
        if (this.node(b).op === "neg") return this.binary("add", a, this.node(b).inputs[0]!);
        return undefined;
      case "mul":
        if (this.#is(a, 1)) return b;
        if (this.#is(b, 1)) return a;
        if (this.#is(a, -1)) return this.unary("neg", b);
        if (this.#is(b, -1)) return this.unary("neg", a);
        if (this.node(a).op === "neg") return this.unary("neg", this.binary("mul", this.node(a).inputs[0]!, b));
        if (this.node(b).op === "neg") return this.unary("neg", this.binary("mul", a, this.node(b).inputs[0]!));
        return undefined;
      case "div":
        return this.#is(b, 1) ? a : undefined;
      case "pow":
        if (this.#is(b, 1)) return a;
        if (this.#is(b, 2)) return this.binary("mul", a, a);
        return undefined;
      default:
        return undefined;
    }
  }

  /**
   * `condition ? a : b`. With the name `mask` it is as if `a` were calculated only where the
   * condition holds: what is infinite elsewhere has no derivative.
   */
  select(condition: NodeId, a: NodeId, b: NodeId, name?: string): NodeId {
    const known = this.constantValue(condition);
    const shape = broadcast(broadcast(this.shape(condition), this.shape(a)), this.shape(b));
    const chosen = known === undefined ? (a === b ? a : undefined) : known !== 0 ? a : b;
    if (chosen !== undefined && this.shape(chosen).length === shape.length) return chosen;
    if (name === undefined && isAbsent(this.node(a)) && this.#is(b, 0))
      return this.#absent(this.node(a), (part) => this.select(condition, part, b));
    return this.#add("select", [condition, a, b], shape, name === undefined ? {} : { name });
  }

  /** A reduction over the batch. The sum of a scalar counts it once per sample. */
  reduce(op: ReduceOp, x: NodeId): NodeId {
    if (this.shape(x).length === 0) return op === "sum" ? this.binary("mul", x, this.batchSize()) : x;
    return this.#add(op, [x], []);
  }

  /** The node as [batch]: a scalar is repeated for each sample. */
  spread(x: NodeId): NodeId {
    return this.shape(x).length > 0 ? x : this.#add("spread", [x], ["batch"]);
  }

  mean(x: NodeId): NodeId {
    if (this.shape(x).length === 0) return x;
    return this.binary("div", this.reduce("sum", x), this.batchSize());
  }

  /** `value`, summed along the samples in descending order of `key`. */
  rank(op: RankOp, value: NodeId, key: NodeId): NodeId {
    return this.#add(op, [this.spread(value), this.spread(key)], ["batch"]);
  }

  add = (a: NodeId, b: NodeId): NodeId => this.binary("add", a, b);
  sub = (a: NodeId, b: NodeId): NodeId => this.binary("sub", a, b);
  mul = (a: NodeId, b: NodeId): NodeId => this.binary("mul", a, b);
  div = (a: NodeId, b: NodeId): NodeId => this.binary("div", a, b);
  neg = (x: NodeId): NodeId => this.unary("neg", x);

  readonly #dependsOnPrediction: boolean[] = [];

  /** Whether a derivative can flow from this node to the prediction. */
  dependsOnPrediction(id: NodeId): boolean {
    for (let i = this.#dependsOnPrediction.length; i <= id; i++) {
      const node = this.nodes[i]!;
      this.#dependsOnPrediction.push(
        node.op === "prediction" ||
          (node.op !== "detach" &&
            // The order of the samples has no derivative.
            (isRanking(node.op) ? node.inputs.slice(0, 1) : node.inputs).some(
              (input) => this.#dependsOnPrediction[input] === true,
            )),
      );
    }
    return this.#dependsOnPrediction[id] === true;
  }

  /** Whether a node is a direct or indirect input of another. */
  dependsOn(id: NodeId, part: NodeId): boolean {
    const seen = new Set([id]);
    for (const next of seen) {
      if (next === part) return true;
      for (const input of this.node(next).inputs) if (input >= part) seen.add(input);
    }
    return false;
  }

  readonly #dependsOnSamples: boolean[] = [];

  /** Whether a node depends on anything but constants and parameters. */
  dependsOnSamples(id: NodeId): boolean {
    for (let i = this.#dependsOnSamples.length; i <= id; i++) {
      const { op, inputs } = this.nodes[i]!;
      const leaf = isInput(op) || op === "batchSize";
      this.#dependsOnSamples.push(leaf || inputs.some((input) => this.#dependsOnSamples[input] === true));
    }
    return this.#dependsOnSamples[id] === true;
  }

  /** Adds a copy of one node over other inputs: the core of every rewriting walk. */
  rebuild(node: GraphNode, inputs: readonly NodeId[]): NodeId {
    const { op } = node;
    if (op === "constant") return this.constant(node.value!);
    if (op === "parameter") return this.parameter(node.name!);
    if (op === "vector") return this.vector(node.name!);
    if (op === "select") return this.select(inputs[0]!, inputs[1]!, inputs[2]!, node.name);
    if (isReduction(op)) return this.reduce(op, inputs[0]!);
    if (op === "spread") return this.spread(inputs[0]!);
    if (isUnary(op)) return this.unary(op, inputs[0]!);
    if (isBinary(op)) return this.binary(op, inputs[0]!, inputs[1]!);
    if (isRanking(op)) return this.rank(op, inputs[0]!, inputs[1]!);
    return op === "batchSize" ? this.batchSize() : this.leaf(op, node.column);
  }

  /**
   * Copies the nodes that the outputs of another graph need into this one, passing each through
   * `rewrite`. Returns the new id of each old node.
   */
  copy(graph: Graph, rewrite: (node: GraphNode, inputs: readonly NodeId[]) => NodeId): NodeId[] {
    const needed = reachable(graph);
    const moved: NodeId[] = [];
    for (const [id, node] of graph.nodes.entries()) {
      moved.push(
        needed[id]
          ? rewrite(
              node,
              node.inputs.map((input) => moved[input]!),
            )
          : -1,
      );
    }
    return moved;
  }

  /** The nodes that the outputs need, renumbered. */
  graph(outputs: Readonly<Record<string, NodeId>>): Graph {
    return prune({ nodes: this.nodes, outputs });
  }
}

function isAbsent({ op, name }: GraphNode): boolean {
  return op === "select" && name === ABSENT;
}

/**
 * Shapes of nodes are [] or [batch] (dimensions of size 1 are dropped when a tensor enters the
 * graph), so broadcasting keeps the longer one.
 */
function broadcast(a: Shape, b: Shape): Shape {
  return a.length >= b.length ? a : b;
}
