import type { Graph, GraphNode, NodeId } from "../graph";
import { keepOutputs } from "../neededNodes";
import { isInput, isRanking, isReduction } from "../operationKinds";
import { DoubleFunctions } from "./doubleFunctions";
import type { GraphScope } from "./graphScope";

/** The inputs of a loss, as names of double values that its scope can read. */
export interface LossValuesRead {
  /** [batch] each. */
  readonly predictions: readonly string[];
  /** [batch] each. */
  readonly targets: readonly string[];
  /** A vector by its name: [batch]. */
  readonly vector?: (name: string) => string;
  /** [1] */
  readonly parameter: (name: string) => string;
}

/**
 * The scopes that a loss's nodes go to. Nodes that depend only on parameters are computed once,
 * outside the step loop.
 */
export interface LossScopes {
  readonly once: GraphScope;
  readonly each: GraphScope;
}

/**
 * Writes the named outputs of a loss's graph as ONNX nodes and returns the names of their values,
 * all double: [1] for a number, [batch] for one value per sample. Every operation of the language
 * is supported. Extremes over an empty batch have no value in ONNX.
 */
export function emitLoss(
  graph: Graph,
  outputs: readonly string[],
  scopes: LossScopes,
  read: LossValuesRead,
): Readonly<Record<string, string>> {
  return new LossEmitter(keepOutputs(graph, ...outputs), scopes, read).emit();
}

const comparisons: Readonly<Record<string, string>> = {
  lt: "Less",
  le: "LessOrEqual",
  gt: "Greater",
  ge: "GreaterOrEqual",
  eq: "Equal",
};
const plain: Readonly<Record<string, string>> = {
  ...{ neg: "Neg", abs: "Abs", sign: "Sign", exp: "Exp", log: "Log", sqrt: "Sqrt", sin: "Sin", cos: "Cos" },
  ...{ floor: "Floor", ceil: "Ceil", round: "Round", add: "Add", sub: "Sub", mul: "Mul", div: "Div" },
  ...{ maximum: "Max", clampMin: "Max", minimum: "Min", clampMax: "Min" },
  ...{ max: "ReduceMax", min: "ReduceMin" },
};
const composed = [
  ...(["log1p", "expm1", "sigmoid", "softplus", "relu", "tanh", "logaddexp", "bce", "pow", "mod", "atan"] as const),
  "atan2",
] as const;
type Composed = (typeof composed)[number];
const isComposed = (op: string): op is Composed => (composed as readonly string[]).includes(op);

class LossEmitter {
  readonly #graph: Graph;
  readonly #scopes: LossScopes;
  readonly #read: LossValuesRead;
  /** Names of the double values of the nodes so far. */
  readonly #values: string[] = [];
  /** The value of a comparison or logical operation as a bool. */
  readonly #conditions = new Map<NodeId, string>();
  readonly #perSample: boolean[] = [];

  constructor(graph: Graph, scopes: LossScopes, read: LossValuesRead) {
    this.#graph = graph;
    this.#scopes = scopes;
    this.#read = read;
  }

  emit(): Record<string, string> {
    for (const [id, node] of this.#graph.nodes.entries()) {
      const ofBatch = isInput(node.op) || node.op === "batchSize" || node.op === "spread";
      this.#perSample.push(ofBatch || node.inputs.some((input) => this.#perSample[input]));
      const scope = this.#perSample[id] ? this.#scopes.each : this.#scopes.once;
      this.#values.push(this.#value(id, node, scope, new DoubleFunctions(scope)));
    }
    return Object.fromEntries(Object.entries(this.#graph.outputs).map(([name, id]) => [name, this.#values[id]!]));
  }

  #value(id: NodeId, node: GraphNode, scope: GraphScope, f: DoubleFunctions): string {
    const { op } = node;
    const inputs = node.inputs.map((input) => this.#values[input]!);
    const [x, y] = inputs as [string, string];
    const condition = this.#condition(node, f);
    if (condition !== undefined) {
      this.#conditions.set(id, condition);
      return f.flag(condition);
    }
    if (isRanking(op)) return this.#ranking(scope, x, y, op === "cumulateBack");
    if (op === "sum") return scope.add("ReduceSum", [x], { keepdims: { int: 1 } });
    if (isReduction(op)) return scope.add(plain[op]!, [x], { keepdims: { int: 1 } });
    if (isComposed(op)) return (f[op] as (...values: string[]) => string)(...inputs);
    switch (op) {
      case "constant":
        return f.number(node.value!);
      case "parameter":
        return this.#read.parameter(node.name!);
      case "prediction":
        return this.#read.predictions[node.column ?? 0]!;
      case "target":
        return this.#read.targets[node.column ?? 0]!;
      case "vector":
        return this.#read.vector!(node.name!);
      case "batchSize":
        return scope.cast(this.#batchShape(), "double");
      case "detach":
        return x;
      case "spread":
        return this.#perSampleOf(node) ? x : scope.add("Expand", [x, this.#batchShape()]);
      case "select":
        return f.where(this.#isTrue(node.inputs[0]!, f), y, inputs[2]!);
      default:
        return f.op(plain[op]!, ...inputs);
    }
  }

  /** The result of a comparison or logical operation. */
  #condition({ op, inputs }: GraphNode, f: DoubleFunctions): string | undefined {
    const [x, y] = inputs as [NodeId, NodeId];
    if (op === "not") return f.op("Not", this.#isTrue(x, f));
    if (op === "and") return f.op("And", this.#isTrue(x, f), this.#isTrue(y, f));
    if (op === "or") return f.op("Or", this.#isTrue(x, f), this.#isTrue(y, f));
    if (op === "ne") return f.op("Not", f.op("Equal", this.#values[x]!, this.#values[y]!));
    if (!Object.hasOwn(comparisons, op)) return undefined;
    return f.op(comparisons[op]!, this.#values[x]!, this.#values[y]!);
  }

  #isTrue(id: NodeId, f: DoubleFunctions): string {
    return this.#conditions.get(id) ?? f.isTrue(this.#values[id]!);
  }

  #perSampleOf({ inputs }: GraphNode): boolean {
    return this.#graph.nodes[inputs[0]!]!.shape.length > 0;
  }

  /** int64 [1] */
  #batchShape(): string {
    return this.#scopes.each.add("Shape", [this.#read.predictions[0] ?? this.#read.targets[0]!]);
  }

  /** TopK over all elements: ONNX keeps equal keys in index order, as the language does. */
  #ranking(scope: GraphScope, value: string, key: string, back: boolean): string {
    const shape = this.#batchShape();
    const order = this.#order(scope, key, shape);
    const sorted = scope.add("Gather", [value, order]);
    const sums = scope.add("CumSum", [sorted, scope.constant("int64", [0])], { reverse: { int: back ? 1 : 0 } });
    return scope.add("ScatterElements", [value, order, sums], { axis: { int: 0 } });
  }

  readonly #orders = new Map<string, string>();

  #order(scope: GraphScope, key: string, shape: string): string {
    const known = this.#orders.get(key);
    if (known !== undefined) return known;
    const [, order] = scope.addAll("TopK", [key, shape], 2) as [string, string];
    this.#orders.set(key, order);
    return order;
  }
}
