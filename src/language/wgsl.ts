import { evaluateScalars } from "./evaluator";
import type { Graph, GraphNode, NodeId, ParameterValues } from "./graph";
import { isRanking, isReduction, reachable } from "./graphBuilder";
import { columnOutput } from "./program";
import { type WgslFunctionName, wgslFunctions } from "./wgslFunctions";

/** A sum or extreme over the batch of an expression over one pass's names. */
export interface WgslReduction {
  readonly kind: "sum" | "max" | "min";
  readonly expression: string;
  /** The name under which later passes and the objective read it: an f32. */
  readonly result: string;
}

/** One sweep over the samples of a batch. */
export interface WgslPass {
  /**
   * Statements that may read this sample's `prediction: f32`, `prediction1` … and `target_value: f32`, `target_value1` …, `batch_size: f32`,
   * `uniform_0…` and the results of earlier passes' reductions and rankings.
   */
  readonly statements: string;
  readonly reductions: readonly WgslReduction[];
}

/**
 * What a sorted cumulative sum is on the device: in pass `pass` each sample works out `key` and `value` and leaves them where all can read them;
 * in every later pass `result` is the sum of value_j over the samples up to this one in falling order of their keys (key_j > key_i, or equal and
 * j ≤ i by place in the batch); with `back`, from it on (key_j < key_i, or equal and j ≥ i).
 */
export interface WgslRanking {
  readonly pass: number;
  /** Expressions over the pass's names. */
  readonly key: string;
  readonly value: string;
  readonly back: boolean;
  /** The name under which the later passes' statements read it: an f32 of the sample's own. */
  readonly result: string;
}

/**
 * The loss's value and gradient as WGSL. A kernel runs the passes in order, reduces each one's expressions over the batch, and evaluates
 * the outputs: `gradients` per sample inside the last pass, `objective` once after it.
 */
export interface WgslLoss {
  readonly predictionColumns: number;
  readonly targetColumns: number;
  /** Declarations of the functions the statements call. */
  readonly functions: string;
  /** How many per-model numbers the kernel must bind as `uniform_0…`: everything that depends on parameters alone. */
  readonly uniformCount: number;
  /** Their values, in float64, on the host. Throws MissingParameterError. */
  readonly uniforms: (parameters: ParameterValues) => Float64Array;
  readonly passes: readonly WgslPass[];
  readonly rankings: readonly WgslRanking[];
  /** For each prediction column an f32 expression, valid inside the last pass: d objective / d prediction of this sample. */
  readonly gradients: readonly string[];
  /** f32 expression over uniforms, batch_size and all reductions, valid after the last pass. */
  readonly objective: string;
}

/** The `batch` graph of a program (outputs `objective` and the columns of `gradient`) as WGSL. */
export function emitWgsl(graph: Graph): WgslLoss {
  return new WgslEmitter(graph).emit();
}

function gradientNames({ outputs }: Graph): string[] {
  const names: string[] = [];
  while (outputs[columnOutput("gradient", names.length)] !== undefined)
    names.push(columnOutput("gradient", names.length));
  return names;
}

function columnCount({ nodes }: Graph, op: "prediction" | "target"): number {
  return nodes.reduce((count, node) => (node.op === op ? Math.max(count, (node.column ?? 0) + 1) : count), 0);
}

class WgslEmitter {
  readonly #graph: Graph;
  readonly #needed: boolean[];
  /** Whether a node hangs on the samples or their number; the others are computed on the host. */
  readonly #onDevice: boolean[] = [];
  /** In which pass a node can first be computed; of a reduction, after which its result is there. */
  readonly #pass: number[] = [];
  readonly #uniforms: NodeId[] = [];
  readonly #functions = new Set<WgslFunctionName>();

  constructor(graph: Graph) {
    const wanted = ["objective", ...gradientNames(graph)];
    this.#graph = {
      nodes: graph.nodes,
      outputs: Object.fromEntries(wanted.map((name) => [name, graph.outputs[name]!])),
    };
    this.#needed = reachable(this.#graph);
    for (const node of graph.nodes) {
      const leaf = node.op === "prediction" || node.op === "target" || node.op === "batchSize";
      this.#onDevice.push(leaf || node.inputs.some((input) => this.#onDevice[input]));
      const ready = Math.max(0, ...node.inputs.map((input) => this.#pass[input]!));
      this.#pass.push(isReduction(node.op) || isRanking(node.op) ? ready + 1 : ready);
    }
    this.#collectUniforms();
  }

  /** The largest subexpressions over parameters alone: what a device node, or an output, reads of them. */
  #collectUniforms(): void {
    const { nodes, outputs } = this.#graph;
    const wanted = new Set<NodeId>();
    const consider = (id: NodeId) => {
      if (!this.#onDevice[id] && nodes[id]!.op !== "constant") wanted.add(id);
    };
    for (const [id, node] of nodes.entries()) if (this.#needed[id] && this.#onDevice[id]) node.inputs.forEach(consider);
    Object.values(outputs).forEach(consider);
    this.#uniforms.push(...wanted);
  }

  emit(): WgslLoss {
    const { nodes, outputs } = this.#graph;
    const reductions = nodes.flatMap((node, id) => (this.#needed[id] && isReduction(node.op) ? [id] : []));
    const rankings = nodes.flatMap((node, id) => (this.#needed[id] && isRanking(node.op) ? [id] : []));
    const gradients = gradientNames(this.#graph).map((name) => outputs[name]!);
    const last = Math.max(0, ...gradients.map((id) => this.#pass[id]!), ...reductions.map((id) => this.#pass[id]! - 1));
    const passes: WgslPass[] = [];
    for (let pass = 0; pass <= last; pass++) {
      const here = reductions.filter((id) => this.#pass[id] === pass + 1);
      const ranked = rankings.filter((id) => this.#pass[id] === pass + 1);
      const roots = [
        ...here.map((id) => nodes[id]!.inputs[0]!),
        ...ranked.flatMap((id) => nodes[id]!.inputs),
        ...(pass === last ? gradients : []),
      ];
      passes.push({
        statements: this.#statements(roots),
        reductions: here.map((id) => ({
          kind: nodes[id]!.op as WgslReduction["kind"],
          expression: this.#name(nodes[id]!.inputs[0]!),
          result: this.#name(id),
        })),
      });
    }
    const objective = this.#objectiveFunction(reductions);
    return {
      functions: `${wgslFunctions(this.#functions)}\n${objective.code}`.trim(),
      uniformCount: this.#uniforms.length,
      uniforms: this.#hostFunction(),
      passes,
      predictionColumns: Math.max(gradients.length, columnCount(this.#graph, "prediction")),
      targetColumns: columnCount(this.#graph, "target"),
      rankings: rankings.map((id) => ({
        pass: this.#pass[id]! - 1,
        value: this.#name(nodes[id]!.inputs[0]!),
        key: this.#name(nodes[id]!.inputs[1]!),
        back: nodes[id]!.op === "cumulateBack",
        result: this.#name(id),
      })),
      gradients: gradients.map((id) => this.#name(id)),
      objective: objective.call,
    };
  }

  /** `let` lines for all that some roots need, from leaves, uniforms and the results of reductions on. */
  #statements(roots: readonly NodeId[]): string {
    const { nodes } = this.#graph;
    const wanted = new Set<NodeId>();
    const add = (id: NodeId) => {
      if (wanted.has(id) || !this.#isComputed(id)) return;
      wanted.add(id);
      nodes[id]!.inputs.forEach(add);
    };
    roots.forEach(add);
    return [...wanted]
      .sort((a, b) => a - b)
      .map((id) => `let ${this.#name(id)} = ${this.#expression(nodes[id]!)};`)
      .join("\n");
  }

  #isComputed(id: NodeId): boolean {
    const { op } = this.#graph.nodes[id]!;
    const leaf = op === "prediction" || op === "target" || op === "batchSize";
    return this.#onDevice[id]! && !leaf && !isReduction(op) && !isRanking(op);
  }

  /** A function, because what the objective needs may be shared inside it. */
  #objectiveFunction(reductions: readonly NodeId[]): { code: string; call: string } {
    const { objective } = this.#graph.outputs;
    const names = [
      "batch_size",
      ...this.#uniforms.map((_, i) => `uniform_${i}`),
      ...reductions.map((id) => this.#name(id)),
    ];
    const parameters = names.map((name) => `${name}: f32`).join(", ");
    const body = this.#statements([objective!]);
    return {
      code: `fn loss_objective(${parameters}) -> f32 {\n${body}\nreturn ${this.#name(objective!)};\n}`,
      call: `loss_objective(${names.join(", ")})`,
    };
  }

  #hostFunction(): (parameters: ParameterValues) => Float64Array {
    const outputs = Object.fromEntries(this.#uniforms.map((id, i) => [`${i}`, id]));
    const { nodes } = this.#graph;
    // Only what the uniforms need: the rest has no value on the host.
    const needed = reachable({ nodes, outputs });
    const moved: NodeId[] = [];
    const own: GraphNode[] = [];
    for (const [id, node] of nodes.entries()) {
      moved.push(needed[id] ? own.push({ ...node, inputs: node.inputs.map((input) => moved[input]!) }) - 1 : -1);
    }
    const graph: Graph = {
      nodes: own,
      outputs: Object.fromEntries(this.#uniforms.map((id, i) => [`${i}`, moved[id]!])),
    };
    return (parameters) => {
      const values = evaluateScalars(graph, parameters);
      return Float64Array.from(this.#uniforms, (_, i) => values[i]!);
    };
  }

  #name(id: NodeId): string {
    const node = this.#graph.nodes[id]!;
    if (node.op === "constant") return this.#literal(node.value!);
    if (node.op === "prediction") return `prediction${node.column ?? ""}`;
    if (node.op === "target") return `target_value${node.column ?? ""}`;
    if (node.op === "batchSize") return "batch_size";
    if (!this.#onDevice[id]) return `uniform_${this.#uniforms.indexOf(id)}`;
    if (isRanking(node.op)) return `ranked_${id}`;
    return isReduction(node.op) ? `reduced_${id}` : `n${id}`;
  }

  #literal(value: number): string {
    const rounded = Math.fround(value);
    if (Number.isNaN(value)) return this.#call("loss_nan");
    if (!Number.isFinite(value)) return `${value < 0 ? "-" : ""}${this.#call("loss_infinity")}`;
    const finite = Number.isFinite(rounded) ? rounded : Math.sign(value) * 3.4028234663852886e38;
    return finite < 0 ? `(${finite}f)` : `${finite}f`;
  }

  #call(name: WgslFunctionName, ...inputs: string[]): string {
    this.#functions.add(name);
    return `${name}(${inputs.join(", ")})`;
  }

  /** A comparison as a bool; anything else is true where it is not 0. */
  #condition(id: NodeId): string {
    const node = this.#graph.nodes[id]!;
    const symbol = this.#onDevice[id] && Object.hasOwn(comparisons, node.op) ? comparisons[node.op] : undefined;
    if (symbol === undefined) return `${this.#name(id)} != 0f`;
    return `${this.#name(node.inputs[0]!)} ${symbol} ${this.#name(node.inputs[1]!)}`;
  }

  #expression(node: GraphNode): string {
    const [x, y, z] = node.inputs.map((input) => this.#name(input)) as [string, string, string];
    if (Object.hasOwn(comparisons, node.op)) return `select(0f, 1f, ${x} ${comparisons[node.op]} ${y})`;
    switch (node.op) {
      case "neg":
        return `-${x}`;
      case "detach":
      case "spread":
        return x;
      case "not":
        return `select(0f, 1f, ${x} == 0f)`;
      case "relu":
        return `max(${x}, 0f)`;
      case "add":
        return `${x} + ${y}`;
      case "sub":
        return `${x} - ${y}`;
      case "mul":
        return `${x} * ${y}`;
      case "div":
        return `${x} / ${y}`;
      case "maximum":
      case "clampMin":
        return `max(${x}, ${y})`;
      case "minimum":
      case "clampMax":
        return `min(${x}, ${y})`;
      case "mod":
        return `${x} - ${y} * floor(${x} / ${y})`;
      case "and":
        return `select(0f, 1f, (${x} != 0f) & (${y} != 0f))`;
      case "or":
        return `select(0f, 1f, (${x} != 0f) | (${y} != 0f))`;
      case "select":
        return `select(${z}, ${y}, ${this.#condition(node.inputs[0]!)})`;
      case "exp":
      case "expm1":
      case "log":
      case "log1p":
      case "sigmoid":
      case "softplus":
      case "tanh":
        return this.#call(`loss_${node.op}`, x);
      case "pow":
      case "logaddexp":
      case "bce":
        return this.#call(`loss_${node.op}`, x, y);
      default:
        // abs, sign, sqrt, sin, cos, atan, atan2, floor, ceil, round: WGSL's own, under the same names.
        return `${node.op}(${node.inputs.map((input) => this.#name(input)).join(", ")})`;
    }
  }
}

const comparisons: Readonly<Record<string, string>> = { lt: "<", le: "<=", gt: ">", ge: ">=", eq: "==", ne: "!=" };
