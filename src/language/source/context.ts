import type { LossSourceError } from "../errors";
import type { BinaryOp, NodeId, ReduceOp, Shape, UnaryOp } from "../graph";
import { GraphBuilder, GraphTooLargeError } from "../graphBuilder";
import type { ParameterValue } from "../program";
import type { SourceText, SyntaxNode } from "./tree";
import { describe, type NumericValue, shapeText, type Value, type VectorValue } from "./values";

type Numbers = NumericValue | VectorValue;

/**
 * What reading a source carries along: the graph that grows, where errors point, the values of the parameters (they decide `if`s), and
 * whether gradients flow just now. All arithmetic of the language goes through here, so shapes and errors are seen to in one place.
 */
export class Context {
  readonly builder = new GraphBuilder();
  readonly source: SourceText;
  /** Values at which the source is read, by parameter name. */
  readonly parameterValues = new Map<string, ParameterValue>();
  /** Truths that were asked of numbers that depend on parameters. */
  readonly guards: { condition: NodeId; outcome: boolean }[] = [];
  /** Local names of the entry's own body, for the formula: node → name as written. */
  readonly names = new Map<NodeId, string>();
  /** How many `with torch.no_grad()` blocks we are in. */
  noGradDepth = 0;

  constructor(source: SourceText) {
    this.source = source;
  }

  error(at: { from: number; to: number }, construct: string, what: string, advice: string): LossSourceError {
    return this.source.error(at, construct, what, advice);
  }

  number(value: number): NumericValue {
    return { kind: "numeric", node: this.builder.constant(value), shape: [], python: true, boolean: false };
  }

  boolean(value: boolean): NumericValue {
    return { kind: "numeric", node: this.builder.constant(value ? 1 : 0), shape: [], python: true, boolean: true };
  }

  tensor(node: NodeId, shape: Shape, boolean = false): NumericValue {
    const seen = this.noGradDepth > 0 ? this.builder.unary("detach", node) : node;
    return { kind: "numeric", node: seen, shape, python: false, boolean };
  }

  /** The one number or tensor an argument must be. */
  numeric(value: Value, at: SyntaxNode): NumericValue {
    if (value.kind === "numeric") return value;
    if (value.kind === "vector" && value.items.length === 1) return { ...value.items[0]!, shape: [1], python: false };
    throw this.error(
      at,
      "argument value",
      `expected a number or a tensor, got ${describe(value)}`,
      "Pass the prediction, the target or a number",
    );
  }

  #numbers(value: Value, at: SyntaxNode): Numbers {
    if (value.kind === "numeric" || value.kind === "vector") return value;
    throw this.error(at, "operator", `${describe(value)} is not a number`, "Calculate with numbers and tensors");
  }

  unary(op: UnaryOp, value: Value, at: SyntaxNode): Value {
    const x = this.#numbers(value, at);
    if (x.kind === "vector") return { kind: "vector", items: x.items.map((item) => this.#unaryNumeric(op, item, at)) };
    return this.#unaryNumeric(op, x, at);
  }

  #unaryNumeric(op: UnaryOp, x: NumericValue, at: SyntaxNode): NumericValue {
    return this.#result(this.builder.unary(op, x.node), x.shape, x.python, op === "not", at);
  }

  binary(op: BinaryOp, left: Value, right: Value, at: SyntaxNode): Value {
    const [a, b] = [this.#numbers(left, at), this.#numbers(right, at)];
    if (a.kind === "numeric" && b.kind === "numeric") return this.#binaryNumeric(op, a, b, at);
    const length = Math.max(itemCount(a), itemCount(b));
    const shapes = [a, b].map((side) => (side.kind === "vector" ? [side.items.length] : side.shape));
    const spread = (side: Numbers): readonly NumericValue[] => {
      const items = side.kind === "vector" ? side.items : [side];
      if (items.length === 1 && items[0]!.shape.every((dim) => dim === 1)) return Array(length).fill(items[0]!);
      if (items.length !== length) throw this.#misfit(shapes[0]!, shapes[1]!, at);
      return items;
    };
    if (length === 1) {
      const first = (side: Numbers) => (side.kind === "vector" ? side.items[0]! : side);
      return this.#binaryNumeric(op, first(a), first(b), at);
    }
    const [as, bs] = [spread(a), spread(b)];
    return { kind: "vector", items: as.map((item, i) => this.#binaryNumeric(op, item, bs[i]!, at)) };
  }

  #binaryNumeric(op: BinaryOp, a: NumericValue, b: NumericValue, at: SyntaxNode): NumericValue {
    const shape = this.broadcast(a.shape, b.shape, at);
    return this.#result(this.builder.binary(op, a.node, b.node), shape, a.python && b.python, comparisons.has(op), at);
  }

  #result(node: NodeId, shape: Shape, python: boolean, boolean: boolean, at: SyntaxNode): NumericValue {
    if (!python) return this.tensor(node, shape, boolean);
    const value = this.builder.constantValue(node);
    if (value !== undefined && !Number.isFinite(value)) {
      throw this.error(at, "number", `this constant is ${value}`, "Keep numbers within what a 64-bit float holds");
    }
    return { kind: "numeric", node, shape, python, boolean };
  }

  select(condition: Value, a: Value, b: Value, at: SyntaxNode): NumericValue {
    const [test, first, second] = [condition, a, b].map((value) => this.numeric(value, at)) as [
      NumericValue,
      NumericValue,
      NumericValue,
    ];
    const shape = this.broadcast(this.broadcast(test.shape, first.shape, at), second.shape, at);
    return this.tensor(this.builder.select(test.node, first.node, second.node), shape, first.boolean && second.boolean);
  }

  reduce(op: ReduceOp | "mean", x: NumericValue, shape: Shape = []): NumericValue {
    const b = this.builder;
    // One number is its own sum, mean and extreme; only its node may look like that of a number for every sample.
    if (!x.shape.includes("batch")) return this.tensor(x.node, shape);
    return this.tensor(op === "mean" ? b.mean(x.node) : b.reduce(op, x.node), shape);
  }

  /** torch's rule, from the right: equal sizes, or 1 on one side. */
  broadcast(a: Shape, b: Shape, at: SyntaxNode): Shape {
    const length = Math.max(a.length, b.length);
    const shape: Shape[number][] = [];
    for (let i = 1; i <= length; i++) {
      const [left, right] = [a[a.length - i] ?? 1, b[b.length - i] ?? 1];
      if (left !== right && left !== 1 && right !== 1) throw this.#misfit(a, b, at);
      shape.unshift(left === 1 ? right : left);
    }
    // [batch] with [batch, 1] would give every sample against every other.
    if (shape.filter((dim) => dim === "batch").length > 1) {
      throw this.error(
        at,
        "shape",
        `the shapes ${shapeText(a)} and ${shapeText(b)} would broadcast to ${shapeText(shape)}, every sample against every other`,
        "Bring both to one shape first, e.g. with .view(-1)",
      );
    }
    return shape;
  }

  #misfit(a: Shape, b: Shape, at: SyntaxNode): LossSourceError {
    return this.error(
      at,
      "shape",
      `the shapes ${shapeText(a)} and ${shapeText(b)} do not fit together`,
      "Use numbers, or one value per sample",
    );
  }

  /** Python's truth of a value. Of a number that hangs on parameters the answer is remembered as a guard. */
  truth(value: Value, at: SyntaxNode): boolean {
    switch (value.kind) {
      case "none":
        return false;
      case "string":
        return value.value !== "";
      case "sequence":
        return value.items.length > 0;
      case "vector":
        throw this.#tensorCondition(at);
      case "numeric": {
        const known = this.builder.constantValue(value.node);
        if (known !== undefined) return known !== 0;
        if (this.builder.dependsOnSamples(value.node)) throw this.#tensorCondition(at);
        const outcome = this.parameterNumber(value.node) !== 0;
        this.guards.push({ condition: value.node, outcome });
        return outcome;
      }
      default:
        return true;
    }
  }

  #tensorCondition(at: SyntaxNode): LossSourceError {
    return this.error(
      at,
      "if on a tensor",
      "a tensor has one value per sample, so it cannot decide an if",
      "Use torch.where(condition, a, b)",
    );
  }

  /** A number that depends on parameters alone, at the values the source is read with. */
  parameterNumber(id: NodeId): number {
    const b = new GraphBuilder();
    const graph = this.builder.graph({ value: id });
    const moved = b.copy(graph, (node, inputs) => {
      if (node.op !== "parameter") return b.rebuild(node, inputs);
      const value = this.parameterValues.get(node.name!);
      return b.constant(typeof value === "number" ? value : Number.NaN);
    });
    return b.constantValue(moved[graph.outputs.value!]!)!;
  }

  /** A number the text must fix: a dimension, a flag of a module. */
  constantNumber(value: Value, at: SyntaxNode, what: string): number {
    if (value.kind === "numeric") {
      const known = this.builder.constantValue(value.node);
      if (known !== undefined) return known;
      if (value.python && !this.builder.dependsOnSamples(value.node)) {
        const number = this.parameterNumber(value.node);
        const equal = this.builder.binary("eq", value.node, this.builder.constant(number));
        this.guards.push({ condition: equal, outcome: true });
        return number;
      }
    }
    throw this.error(at, "argument value", `${what} is a number, got ${describe(value)}`, "Write the number itself");
  }

  string(value: Value, at: SyntaxNode, allowed: readonly string[]): string {
    if (value.kind === "string" && allowed.includes(value.value)) return value.value;
    const given = value.kind === "string" ? `'${value.value}'` : describe(value);
    throw this.error(
      at,
      "argument value",
      `expected one of ${allowed.join(", ")}, got ${given}`,
      `Write one of ${allowed.map((word) => `'${word}'`).join(", ")}`,
    );
  }

  /** Runs a step that may grow the graph and gives its size limit a place. */
  guarded<Result>(at: SyntaxNode, step: () => Result): Result {
    try {
      return step();
    } catch (error) {
      if (!(error instanceof GraphTooLargeError)) throw error;
      throw this.error(at, "too large", error.message, "Simplify the loss");
    }
  }
}

const comparisons = new Set<BinaryOp>(["lt", "le", "gt", "ge", "eq", "ne", "and", "or"]);

function itemCount(value: Numbers): number {
  return value.kind === "vector" ? value.items.length : 1;
}
