import type { Graph, GraphNode, NodeId, ParameterValues } from "../graph";
import { isRanking, isReduction } from "../operationKinds";
import { columnCount, gradientNames, PassPlan } from "../passes/batchPasses";
import { type WgslFunctionName, wgslFunctions, wgslFunctionTexts } from "./functions";

/** A sum or extreme over the batch of an expression over one pass's names. */
export interface WgslReduction {
  readonly kind: "sum" | "max" | "min";
  readonly expression: string;
  /** The name under which later passes and the objective read it: an f32. */
  readonly result: string;
}

/** One loop over the samples of a batch. */
export interface WgslPass {
  /**
   * Statements that may read this sample's `prediction: f32`, `prediction1` … and `target_value:
   * f32`, `target_value1` …, `batch_size: f32`, `uniform_0…` and the results of earlier passes'
   * reductions and rankings.
   */
  readonly statements: string;
  readonly reductions: readonly WgslReduction[];
}

/**
 * A sorted cumulative sum on the device. In pass `pass` each sample computes `key` and `value` and
 * stores them for all samples to read. In every later pass, `result` is the sum of value_j over the
 * samples up to this one in descending order of keys (key_j > key_i, or equal and j ≤ i by index in
 * the batch); with `back`, over this sample and those after it (key_j < key_i, or equal and j ≥ i).
 */
export interface WgslRanking {
  readonly pass: number;
  /** Expressions over the pass's names. */
  readonly key: string;
  readonly value: string;
  readonly back: boolean;
  /** The name under which later passes' statements read it: one f32 per sample. */
  readonly result: string;
}

/**
 * The loss's value and gradient as WGSL. A kernel runs the passes in order, reduces each pass's
 * expressions over the batch, and evaluates the outputs: `gradients` per sample inside the last
 * pass, `objective` once after it.
 */
export interface WgslLoss {
  readonly predictionColumns: number;
  readonly targetColumns: number;
  /** Declarations of the functions the statements call. */
  readonly functions: string;
  /**
   * How many numbers per model the kernel must bind as `uniform_0…`: all values that depend only on
   * parameters.
   */
  readonly uniformCount: number;
  /** Their values, in float64, on the host. Throws MissingParameterError. */
  readonly uniforms: (parameters: ParameterValues) => Float64Array;
  readonly passes: readonly WgslPass[];
  readonly rankings: readonly WgslRanking[];
  /**
   * For each prediction column an f32 expression, valid inside the last pass: d objective / d
   * prediction of this sample.
   */
  readonly gradients: readonly string[];
  /** f32 expression over uniforms, batch_size and all reductions, valid after the last pass. */
  readonly objective: string;
}

/** A graph that reads vectors alone, as statements for one place in them. */
export interface WgslVectorCode {
  /** Declarations of the functions the statements call, each by itself. */
  readonly functions: readonly string[];
  /** They may read `vector_NAME: f32` of every vector, and `uniform_0…`. */
  readonly statements: string;
  /** For each output an f32 expression, valid after the statements. */
  readonly outputs: Readonly<Record<string, string>>;
  /** The uniforms' values, in float64, on the host. Throws MissingParameterError. */
  readonly uniforms: (parameters: ParameterValues) => Float64Array;
  /** Of each uniform that is a parameter as it stands, its name. */
  readonly uniformNames: readonly (string | undefined)[];
}

export function emitWgslVectors(graph: Graph): WgslVectorCode {
  return new WgslEmitter(graph, Object.keys(graph.outputs)).emitVectors();
}

/** The `batch` graph of a program (outputs `objective` and the columns of `gradient`) as WGSL. */
export function emitWgsl(graph: Graph): WgslLoss {
  return new WgslEmitter(graph, ["objective", ...gradientNames(graph)]).emit();
}

class WgslEmitter {
  readonly #graph: Graph;
  readonly #plan: PassPlan;
  readonly #functions = new Set<WgslFunctionName>();

  constructor(graph: Graph, outputs: readonly string[]) {
    this.#graph = graph;
    this.#plan = new PassPlan(graph, outputs);
  }

  emitVectors(): WgslVectorCode {
    const { outputs, nodes } = this.#graph;
    return {
      statements: this.#statements(this.#plan.rootsOf(0)),
      outputs: Object.fromEntries(Object.entries(outputs).map(([name, id]) => [name, this.#name(id)])),
      functions: wgslFunctionTexts(this.#functions),
      uniforms: this.#plan.hostFunction(),
      uniformNames: this.#plan.uniforms.map((id) => nodes[id]!.name),
    };
  }

  emit(): WgslLoss {
    const { nodes } = this.#graph;
    const plan = this.#plan;
    const passes: WgslPass[] = [];
    for (let pass = 0; pass <= plan.last; pass++) {
      passes.push({
        statements: this.#statements(plan.rootsOf(pass)),
        reductions: plan.reductions
          .filter((id) => plan.passOf(id) === pass)
          .map((id) => ({
            kind: nodes[id]!.op as WgslReduction["kind"],
            expression: this.#name(nodes[id]!.inputs[0]!),
            result: this.#name(id),
          })),
      });
    }
    const objective = this.#objectiveFunction();
    const gradients = gradientNames(this.#graph).map((name) => this.#graph.outputs[name]!);
    return {
      functions: `${wgslFunctions(this.#functions)}\n${objective.code}`.trim(),
      uniformCount: plan.uniforms.length,
      uniforms: plan.hostFunction(),
      passes,
      predictionColumns: Math.max(gradients.length, columnCount(this.#graph, "prediction")),
      targetColumns: columnCount(this.#graph, "target"),
      rankings: plan.rankings.map((id) => ({
        pass: plan.passOf(id),
        value: this.#name(nodes[id]!.inputs[0]!),
        key: this.#name(nodes[id]!.inputs[1]!),
        back: nodes[id]!.op === "cumulateBack",
        result: this.#name(id),
      })),
      gradients: gradients.map((id) => this.#name(id)),
      objective: objective.call,
    };
  }

  /**
   * `let` lines for the nodes that some roots need; leaves, uniforms and results of reductions are
   * already there.
   */
  #statements(roots: readonly NodeId[]): string {
    return this.#plan
      .computedFor(roots)
      .map((id) => `let ${this.#name(id)} = ${this.#expression(this.#graph.nodes[id]!)};`)
      .join("\n");
  }

  /**
   * The objective as a WGSL function, in which common subexpressions are computed once, and a call
   * of it.
   */
  #objectiveFunction(): { code: string; call: string } {
    const { objective } = this.#graph.outputs;
    const names = [
      "batch_size",
      ...this.#plan.uniforms.map((_, i) => `uniform_${i}`),
      ...this.#plan.reductions.map((id) => this.#name(id)),
    ];
    const parameters = names.map((name) => `${name}: f32`).join(", ");
    const body = this.#statements([objective!]);
    return {
      code: `fn loss_objective(${parameters}) -> f32 {\n${body}\nreturn ${this.#name(objective!)};\n}`,
      call: `loss_objective(${names.join(", ")})`,
    };
  }

  #name(id: NodeId): string {
    const node = this.#graph.nodes[id]!;
    if (node.op === "constant") return this.#literal(node.value!);
    if (node.op === "prediction") return `prediction${node.column ?? ""}`;
    if (node.op === "target") return `target_value${node.column ?? ""}`;
    if (node.op === "vector") return `vector_${node.name}`;
    if (node.op === "batchSize") return "batch_size";
    if (this.#plan.isHostConstant(id)) return `uniform_${this.#plan.uniforms.indexOf(id)}`;
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

  /** A comparison as a bool; any other value counts as true where it is not 0. */
  #condition(id: NodeId): string {
    const node = this.#graph.nodes[id]!;
    const symbol =
      !this.#plan.isHostConstant(id) && Object.hasOwn(comparisons, node.op) ? comparisons[node.op] : undefined;
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
      case "sin":
      case "cos":
      case "atan":
        return this.#call(`loss_${node.op}`, x);
      case "pow":
      case "logaddexp":
      case "atan2":
      case "bce":
        return this.#call(`loss_${node.op}`, x, y);
      default:
        // abs, sign, sqrt, floor, ceil, round: WGSL's own, under the same names.
        return `${node.op}(${node.inputs.map((input) => this.#name(input)).join(", ")})`;
    }
  }
}

const comparisons: Readonly<Record<string, string>> = { lt: "<", le: "<=", gt: ">", ge: ">=", eq: "==", ne: "!=" };
