import { type Callable, type Code, type FunctionWriter, f32x4, i32, v128 } from "../../wasm";
import type { SharedExponent, VectorMath } from "../../wasm/vectorMath";
import type { Graph, GraphNode, NodeId, ParameterValues } from "../graph";
import { isRanking } from "../graphBuilder";
import { PassPlan } from "../passes/batchPasses";
import { reductionOf } from "./batchReduction";
import { type Alike, findAlike, isLessByOne, withoutSign } from "./sharedOperands";

/**
 * Where a loss finds its numbers. `x`: four samples' place in a column, in bytes from its start.
 */
export interface LossMemory {
  prediction(column: number, x: Code): Code;
  target(column: number, x: Code): Code;
  /** All ones in the lanes that hold a sample, zeros in those that fill up the last vector. */
  valid(x: Code): Code;
  /** How many samples there are, in all lanes. */
  batchSize: Code;
  /** Number `index` of `uniforms`, in all lanes. */
  uniform(index: number): Code;
  /** The address of a column of the loss's own, of which it needs `scratchColumns`. */
  scratch(column: number): Code;
  /**
   * `rank(value, key, result, samples, back)`: addresses of columns and a count. Leaves the running
   * sums of `value` in falling order of `key` (`cumulate`; with `back` not 0 `cumulateBack`).
   */
  rank: Callable;
}

export interface LossWork {
  /**
   * Bytes of a column that are walked over: four for each sample, up to a whole turn of eight
   * samples.
   */
  end: Code;
  /** How many samples there are: an i32. */
  samples: Code;
  /**
   * Writes what becomes of one output of four samples. The lanes that hold no sample are undefined.
   */
  store(output: string, x: Code, value: Code): void;
  /** Writes what else is to be done for four samples, once. */
  alongside?(x: Code): void;
}

/**
 * A batch graph as vector code: float32, four samples at a time, sums over the batch in float64.
 * Written into a function by `write`; what depends on parameters alone is the host's (`uniforms`).
 */
export class WasmLoss {
  readonly uniformCount: number;
  /** [uniformCount], in float64. Throws MissingParameterError. */
  readonly uniforms: (parameters: ParameterValues) => Float64Array;
  readonly scratchColumns: number;
  readonly #graph: Graph;
  readonly #outputs: readonly string[];
  readonly #plan: PassPlan;
  readonly #math: VectorMath;

  constructor(graph: Graph, outputs: readonly string[], math: VectorMath) {
    this.#graph = graph;
    this.#outputs = outputs;
    this.#math = math;
    this.#plan = new PassPlan(graph, outputs);
    this.uniformCount = this.#plan.uniforms.length;
    this.uniforms = this.#plan.hostFunction();
    this.scratchColumns = 3 * this.#plan.rankings.length;
  }

  /** Writes the passes; returns the outputs that are one number, in all lanes. */
  write(writer: FunctionWriter, memory: LossMemory, work: LossWork): Record<string, Code> {
    return new LossEmitter(this.#graph, this.#plan, this.#math, writer, memory).write(this.#outputs, work);
  }
}

/** Columns of a ranking, from three times its place among the rankings. */
const VALUE = 0;
const KEY = 1;
const RESULT = 2;

/** What is known of four samples, or of all of them. */
interface Known {
  /** The samples' place in a column. */
  place: Code;
  values: Map<NodeId, Code>;
  /** Of comparisons and logic: all ones where true. */
  masks: Map<NodeId, Code>;
  /** Of the nodes that are being computed. */
  alike: Alike;
}

/**
 * Vectors that are walked over together, node by node: an elementary function is a long chain of
 * instructions that wait for each other, and the processor fills the waiting with the other chain.
 */
const TOGETHER = 2;
const VECTOR_BYTES = 16;

class LossEmitter {
  readonly #nodes: readonly GraphNode[];
  readonly #graph: Graph;
  readonly #plan: PassPlan;
  readonly #math: VectorMath;
  readonly #writer: FunctionWriter;
  readonly #memory: LossMemory;
  readonly #ofAll: Known = { place: [], values: new Map(), masks: new Map(), alike: findAlike([], []) };
  readonly #exponents = new Map<NodeId, SharedExponent>();
  /**
   * What the code that is being written is about: all samples, or in the body of a pass four of
   * them.
   */
  #known = this.#ofAll;

  constructor(graph: Graph, plan: PassPlan, math: VectorMath, writer: FunctionWriter, memory: LossMemory) {
    this.#graph = graph;
    this.#nodes = graph.nodes;
    this.#plan = plan;
    this.#math = math;
    this.#writer = writer;
    this.#memory = memory;
  }

  write(outputs: readonly string[], work: LossWork): Record<string, Code> {
    for (let pass = 0; pass <= this.#plan.last; pass++) this.#pass(pass, outputs, work);
    const numbers = outputs.filter((name) => this.#nodes[this.#graph.outputs[name]!]!.shape.length === 0);
    this.#compute(this.#plan.computedFor(numbers.map((name) => this.#graph.outputs[name]!)));
    return Object.fromEntries(
      numbers.map((name) => [name, this.#writer.vector(this.#value(this.#graph.outputs[name]!))]),
    );
  }

  #pass(pass: number, outputs: readonly string[], work: LossWork): void {
    const plan = this.#plan;
    const writer = this.#writer;
    const computed = plan.computedFor(plan.rootsOf(pass));
    const isNumber = (id: NodeId) => this.#nodes[id]!.shape.length === 0;
    // What is the same for all samples comes before the walk over them.
    this.#compute(computed.filter(isNumber));
    const reductions = plan.reductions
      .filter((id) => plan.passOf(id) === pass)
      .map((id) => reductionOf(id, this.#nodes[id]!.op as "sum" | "max" | "min", writer));
    const rankings = plan.rankings.filter((id) => plan.passOf(id) === pass);
    this.#findExponents(computed);
    const x = writer.local("i32");
    writer.loop(x, i32.const(0), work.end, TOGETHER * VECTOR_BYTES, () => {
      const fours = Array.from({ length: TOGETHER }, (_, k): Known => {
        const place = k === 0 ? x.get : writer.let("i32", i32.add(x.get, i32.const(k * VECTOR_BYTES)));
        const { values, masks } = this.#ofAll;
        return { place, values: new Map(values), masks: new Map(masks), alike: findAlike([], []) };
      });
      this.#compute(
        computed.filter((id) => !isNumber(id)),
        fours,
      );
      for (const four of fours) {
        this.#known = four;
        const valid = this.#memory.valid(four.place);
        for (const reduction of reductions) reduction.take(this.#value(this.#nodes[reduction.id]!.inputs[0]!), valid);
        for (const id of rankings) {
          const { inputs } = this.#nodes[id]!;
          writer.do(v128.store(this.#ranked(id, VALUE), this.#value(inputs[0]!)));
          writer.do(v128.store(this.#ranked(id, KEY), this.#value(inputs[1]!)));
        }
        if (pass === 0) work.alongside?.(four.place);
        if (pass < plan.last) continue;
        for (const name of outputs) {
          const id = this.#graph.outputs[name]!;
          if (!isNumber(id)) work.store(name, four.place, this.#value(id));
        }
      }
      this.#known = this.#ofAll;
    });
    for (const reduction of reductions) this.#ofAll.values.set(reduction.id, reduction.result());
    for (const id of rankings) {
      const columns = [VALUE, KEY, RESULT].map((which) => this.#column(id, which));
      const back = i32.const(this.#nodes[id]!.op === "cumulateBack" ? 1 : 0);
      writer.do(this.#memory.rank.call(...columns, work.samples, back));
    }
  }

  #column(ranking: NodeId, which: number): Code {
    return this.#memory.scratch(3 * this.#plan.rankings.indexOf(ranking) + which);
  }

  /** Where four samples have their place in it. */
  #ranked(ranking: NodeId, which: number): Code {
    return i32.add(this.#known.place, this.#column(ranking, which));
  }

  /** Writes the nodes for all samples, or for each of these four. */
  #compute(nodes: readonly NodeId[], fours: readonly Known[] = [this.#ofAll]): void {
    for (const four of fours) four.alike = findAlike(this.#nodes, nodes);
    for (const id of nodes) {
      for (const four of fours) {
        this.#known = four;
        const mask = this.#maskOf(this.#nodes[id]!);
        if (mask) four.masks.set(id, this.#writer.vector(mask));
        else four.values.set(id, this.#writer.vector(this.#expression(this.#nodes[id]!)));
      }
    }
    this.#known = this.#ofAll;
  }

  /** A node's value in all four lanes. */
  #value(id: NodeId): Code {
    const known = this.#known.values.get(id);
    if (known) return known;
    const node = this.#nodes[id]!;
    if (node.op === "constant") return this.#writer.number(float32(node.value!));
    if (node.op === "batchSize") return this.#memory.batchSize;
    if (this.#plan.isHostConstant(id)) return this.#memory.uniform(this.#plan.uniforms.indexOf(id));
    const mask = this.#known.masks.get(id);
    if (mask) return this.#keep(id, v128.and(mask, this.#writer.number(1)));
    if (node.op === "prediction") return this.#keep(id, this.#memory.prediction(node.column ?? 0, this.#known.place));
    if (node.op === "target") return this.#keep(id, this.#memory.target(node.column ?? 0, this.#known.place));
    if (isRanking(node.op)) return this.#keep(id, v128.load(this.#ranked(id, RESULT)));
    throw new Error(`node ${id} (${node.op}): expected to have been computed`);
  }

  #keep(id: NodeId, code: Code): Code {
    const kept = this.#writer.vector(code);
    this.#known.values.set(id, kept);
    return kept;
  }

  /** All ones where a node is not 0. */
  #mask(id: NodeId): Code {
    return this.#known.masks.get(id) ?? f32x4.ne(this.#value(id), this.#zero());
  }

  #zero(): Code {
    return this.#writer.number(0);
  }

  #maskOf({ op, inputs }: GraphNode): Code | undefined {
    const [x, y] = inputs as [NodeId, NodeId];
    switch (op) {
      case "lt":
      case "le":
      case "gt":
      case "ge":
      case "eq":
      case "ne":
        return f32x4[op](this.#value(x), this.#value(y));
      case "not":
        return v128.not(this.#mask(x));
      case "and":
      case "or":
        return v128[op](this.#mask(x), this.#mask(y));
      default:
        return undefined;
    }
  }

  #expression({ op, inputs }: GraphNode): Code {
    const writer = this.#writer;
    const math = this.#math;
    const value = (index: number) => this.#value(inputs[index]!);
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
      case "sub":
      case "mul":
      case "div":
        return f32x4[op](value(0), value(1));
      case "maximum":
        return f32x4.max(value(0), value(1));
      case "minimum":
        return f32x4.min(value(0), value(1));
      // One instruction instead of several; only a bound that is NaN would be lost, and a constant
      // is none.
      case "clampMin":
        return (this.#isConstant(inputs[1]!) ? f32x4.pmax : f32x4.max)(value(0), value(1));
      case "clampMax":
        return (this.#isConstant(inputs[1]!) ? f32x4.pmin : f32x4.min)(value(0), value(1));
      case "select":
        return v128.select(value(1), value(2), this.#mask(inputs[0]!));
      case "pow":
        return this.#power(inputs[0]!, inputs[1]!);
      case "sigmoid":
      case "softplus":
        return this.#logistic(op, inputs[0]!);
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

  #power(base: NodeId, exponent: NodeId): Code {
    const x = this.#value(base);
    const { op, value, shape } = this.#nodes[exponent]!;
    if (op === "constant") {
      if (value === 1) return x;
      if (value === 2) return f32x4.mul(x, x);
      if (value === 3) return f32x4.mul(f32x4.mul(x, x), x);
      if (value === -1) return f32x4.div(this.#writer.number(1), x);
    }
    if (shape.length > 0) return this.#math.pow(this.#writer, x, this.#value(exponent));
    const group = this.#known.alike.powers.get(base)!;
    group.shared ??= this.#math.powers(
      this.#writer,
      x,
      group.exponents.map((each) => {
        const less = group.exponents.findIndex((other) => isLessByOne(this.#nodes, other, each));
        return { exponent: this.#sharedExponent(each), ...(less >= 0 && { less }) };
      }),
    );
    return group.shared.by(group.exponents.indexOf(exponent));
  }

  /**
   * What is asked of the exponents of samples' powers is asked before the walk over the samples.
   */
  #findExponents(computed: readonly NodeId[]): void {
    for (const { op, shape, inputs } of computed.map((id) => this.#nodes[id]!)) {
      const isOfSamples = op === "pow" && shape.length > 0;
      if (isOfSamples && this.#nodes[inputs[1]!]!.shape.length === 0) this.#sharedExponent(inputs[1]!);
    }
  }

  /** Written where it is first asked for, which must be outside the walk over the samples. */
  #sharedExponent(id: NodeId): SharedExponent {
    const exponent = this.#exponents.get(id) ?? this.#math.sharedExponent(this.#writer, this.#value(id));
    this.#exponents.set(id, exponent);
    return exponent;
  }

  #logistic(op: "sigmoid" | "softplus", argument: NodeId): Code {
    const { base, isNegative } = withoutSign(this.#nodes, argument);
    const group = this.#known.alike.logistics.get(base)!;
    if (group.count === 1) return this.#math[op](this.#writer, this.#value(argument));
    group.shared ??= this.#math.logistic(this.#writer, this.#value(base));
    return group.shared[op](isNegative);
  }

  #isConstant(id: NodeId): boolean {
    return this.#nodes[id]!.op === "constant";
  }
}

/**
 * What is too large for float32 stays finite, as the largest there is: a bound written as 1e300 is
 * no infinity.
 */
function float32(value: number): number {
  const rounded = Math.fround(value);
  return Number.isFinite(value) && !Number.isFinite(rounded) ? Math.sign(value) * 3.4028234663852886e38 : rounded;
}
