import { type Code, type FunctionWriter, f32x4, i32, v128 } from "../../wasm";
import type { SharedExponent, VectorMath } from "../../wasm/vectorMath";
import type { Graph, GraphNode, NodeId } from "../graph";
import { isRanking } from "../operationKinds";
import type { PassPlan } from "../passes/batchPasses";
import type { LossMemory } from "./lossMemory";
import { findSharedOperands, isLessByOne, type SharedOperands, withoutSign } from "./sharedOperands";

/** The columns that a ranking needs, in this order. */
export const VALUE = 0;
export const KEY = 1;
export const RESULT = 2;
export const RANKING_COLUMNS = 3;

/**
 * The samples in one vector's lanes, or the whole batch, and the nodes already computed for them.
 */
export interface LaneGroup {
  /** The samples' place in a column, in bytes from its start; no code for the whole batch. */
  x: Code;
  values: Map<NodeId, Code>;
  /** Values of comparisons and logic: all ones where true. */
  masks: Map<NodeId, Code>;
  /** Operands that several of the nodes now being computed share. */
  operands: SharedOperands;
}

/**
 * Writes the nodes of a batch graph as vector code, for all samples at once or for groups of lanes.
 */
export class NodeCode {
  /** Values that are the same for all samples. */
  readonly wholeBatch: LaneGroup = laneGroup([]);
  readonly #nodes: readonly GraphNode[];
  readonly #plan: PassPlan;
  readonly #math: VectorMath;
  readonly #writer: FunctionWriter;
  readonly #memory: LossMemory;
  readonly #fused: ReadonlySet<NodeId>;
  readonly #exponents = new Map<NodeId, SharedExponent>();

  /** `fused`: products that the sums which read them compute (`fusedProducts`). */
  constructor(
    graph: Graph,
    plan: PassPlan,
    math: VectorMath,
    writer: FunctionWriter,
    memory: LossMemory,
    fused: ReadonlySet<NodeId>,
  ) {
    this.#fused = fused;
    this.#nodes = graph.nodes;
    this.#plan = plan;
    this.#math = math;
    this.#writer = writer;
    this.#memory = memory;
  }

  /** Writes the nodes for each of the groups, node by node. */
  compute(nodes: readonly NodeId[], groups: readonly LaneGroup[]): void {
    for (const group of groups) group.operands = findSharedOperands(this.#nodes, nodes);
    for (const id of nodes) {
      if (this.#fused.has(id)) continue;
      for (const group of groups) {
        const mask = this.#maskOf(this.#nodes[id]!, group);
        if (mask) group.masks.set(id, this.#writer.vector(mask));
        else group.values.set(id, this.#writer.vector(this.#expression(this.#nodes[id]!, group)));
      }
    }
  }

  /** The samples at `x`: what is known of the whole batch is known of them. */
  groupAt(x: Code): LaneGroup {
    return laneGroup(x, this.wholeBatch);
  }

  /** The address of a ranking's column (VALUE, KEY or RESULT). */
  rankingColumn(ranking: NodeId, column: number): Code {
    return this.#memory.scratch(RANKING_COLUMNS * this.#plan.rankings.indexOf(ranking) + column);
  }

  /** The address of the group's samples in a ranking's column. */
  rankingAddress(ranking: NodeId, column: number, { x }: LaneGroup): Code {
    return i32.add(x, this.rankingColumn(ranking, column));
  }

  /** A node's value in every lane of the group. */
  value(id: NodeId, group: LaneGroup): Code {
    const known = group.values.get(id);
    if (known) return known;
    const node = this.#nodes[id]!;
    if (node.op === "constant") return this.#writer.number(float32(node.value!));
    if (node.op === "batchSize") return this.#memory.batchSize;
    if (this.#plan.isHostConstant(id)) return this.#memory.uniform(this.#plan.uniforms.indexOf(id));
    const mask = group.masks.get(id);
    if (mask) return this.#keep(id, group, v128.and(mask, this.#writer.number(1)));
    if (node.op === "prediction") return this.#keep(id, group, this.#memory.prediction(node.column ?? 0, group.x));
    if (node.op === "target") return this.#keep(id, group, this.#memory.target(node.column ?? 0, group.x));
    if (node.op === "vector") return this.#keep(id, group, this.#memory.vector!(node.name!, group.x));
    if (isRanking(node.op)) return this.#keep(id, group, v128.load(this.rankingAddress(id, RESULT, group)));
    throw new Error(`node ${id} (${node.op}): expected to have been computed`);
  }

  #keep(id: NodeId, group: LaneGroup, code: Code): Code {
    const kept = this.#writer.vector(code);
    group.values.set(id, kept);
    return kept;
  }

  /** All ones where a node is not 0. */
  #mask(id: NodeId, group: LaneGroup): Code {
    return group.masks.get(id) ?? f32x4.ne(this.value(id, group), this.#zero());
  }

  #zero(): Code {
    return this.#writer.number(0);
  }

  /** Comparisons and logic as masks; undefined for other operations. */
  #maskOf({ op, inputs }: GraphNode, group: LaneGroup): Code | undefined {
    const [x, y] = inputs as [NodeId, NodeId];
    switch (op) {
      case "lt":
      case "le":
      case "gt":
      case "ge":
      case "eq":
      case "ne":
        return f32x4[op](this.value(x, group), this.value(y, group));
      case "not":
        return v128.not(this.#mask(x, group));
      case "and":
      case "or":
        return v128[op](this.#mask(x, group), this.#mask(y, group));
      default:
        return undefined;
    }
  }

  #expression({ op, inputs }: GraphNode, group: LaneGroup): Code {
    const writer = this.#writer;
    const math = this.#math;
    const value = (index: number) => this.value(inputs[index]!, group);
    switch (op) {
      case "neg":
      case "abs":
      case "sqrt":
      case "floor":
      case "ceil":
        return f32x4[op](value(0));
      case "round":
        return f32x4.nearest(value(0));
      case "detach":
      case "spread":
        return value(0);
      case "relu":
        return f32x4.pmax(value(0), this.#zero());
      case "add":
        return this.#sum(inputs[0]!, inputs[1]!, group);
      case "sub":
      case "mul":
      case "div":
        return f32x4[op](value(0), value(1));
      case "maximum":
        return f32x4.max(value(0), value(1));
      case "minimum":
        return f32x4.min(value(0), value(1));
      // One instruction instead of several. It would lose only a NaN bound, and a constant is never
      // NaN.
      case "clampMin":
        return (this.#isConstant(inputs[1]!) ? f32x4.pmax : f32x4.max)(value(0), value(1));
      case "clampMax":
        return (this.#isConstant(inputs[1]!) ? f32x4.pmin : f32x4.min)(value(0), value(1));
      case "select":
        return v128.select(value(1), value(2), this.#mask(inputs[0]!, group));
      case "pow":
        return this.#power(inputs[0]!, inputs[1]!, group);
      case "sigmoid":
      case "softplus":
        return this.#logistic(op, inputs[0]!, group);
      case "exp":
      case "expm1":
      case "log":
      case "log1p":
      case "tanh":
      case "sin":
      case "cos":
      case "atan":
      case "sign":
        return math[op](writer, value(0));
      case "logaddexp":
      case "atan2":
      case "mod":
      case "bce":
        return math[op](writer, value(0), value(1));
      default:
        throw new Error(`${op}: expected an operation on samples`);
    }
  }

  #sum(a: NodeId, b: NodeId, group: LaneGroup): Code {
    const product = [a, b].find((id) => this.#fused.has(id));
    if (product === undefined) return f32x4.add(this.value(a, group), this.value(b, group));
    const [x, y] = this.#nodes[product]!.inputs.map((id) => this.value(id, group)) as [Code, Code];
    return this.#math.multiplyAdd(this.#writer, x, y, this.value(product === a ? b : a, group));
  }

  #power(base: NodeId, exponent: NodeId, group: LaneGroup): Code {
    const x = this.value(base, group);
    const { op, value, shape } = this.#nodes[exponent]!;
    if (op === "constant") {
      if (value === 1) return x;
      if (value === 2) return f32x4.mul(x, x);
      if (value === 3) return f32x4.mul(f32x4.mul(x, x), x);
      if (value === -1) return f32x4.div(this.#writer.number(1), x);
    }
    if (shape.length > 0) return this.#math.pow(this.#writer, x, this.value(exponent, group));
    const powers = group.operands.powers.get(base)!;
    powers.shared ??= this.#math.powers(
      this.#writer,
      x,
      powers.exponents.map((each) => {
        const less = powers.exponents.findIndex((other) => isLessByOne(this.#nodes, other, each));
        return { exponent: this.#sharedExponent(each), ...(less >= 0 && { less }) };
      }),
    );
    return powers.shared.by(powers.exponents.indexOf(exponent));
  }

  /**
   * Computes what the powers of samples need to know of their exponents. To be called before the
   * loop over the samples, in which the powers are written.
   */
  prepareExponents(computed: readonly NodeId[]): void {
    for (const { op, shape, inputs } of computed.map((id) => this.#nodes[id]!)) {
      const isOfSamples = op === "pow" && shape.length > 0;
      if (isOfSamples && this.#nodes[inputs[1]!]!.shape.length === 0) this.#sharedExponent(inputs[1]!);
    }
  }

  /** Written at the first call, which must be outside the loop over the samples. */
  #sharedExponent(id: NodeId): SharedExponent {
    const exponent =
      this.#exponents.get(id) ?? this.#math.sharedExponent(this.#writer, this.value(id, this.wholeBatch));
    this.#exponents.set(id, exponent);
    return exponent;
  }

  #logistic(op: "sigmoid" | "softplus", argument: NodeId, group: LaneGroup): Code {
    const { base, isNegative } = withoutSign(this.#nodes, argument);
    const logistics = group.operands.logistics.get(base)!;
    if (logistics.count === 1) return this.#math[op](this.#writer, this.value(argument, group));
    logistics.shared ??= this.#math.logistic(this.#writer, this.value(base, group));
    return logistics.shared[op](isNegative);
  }

  #isConstant(id: NodeId): boolean {
    return this.#nodes[id]!.op === "constant";
  }
}

function laneGroup(x: Code, known?: LaneGroup): LaneGroup {
  return { x, values: new Map(known?.values), masks: new Map(known?.masks), operands: findSharedOperands([], []) };
}

/**
 * A finite number too large for float32 becomes the largest float32: a bound written as 1e300 is
 * not infinity.
 */
function float32(value: number): number {
  const rounded = Math.fround(value);
  return Number.isFinite(value) && !Number.isFinite(rounded) ? Math.sign(value) * 3.4028234663852886e38 : rounded;
}
