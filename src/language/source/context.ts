import type { LossSourceError } from "../errors";
import type { BinaryOp, NodeId, ReduceOp, Shape, UnaryOp } from "../graph";
import { GraphBuilder, GraphTooLargeError, MAX_NODES } from "../graphBuilder";
import { NotationBook } from "../notation";
import type { ParameterValue } from "../program";
import { parameterNumber } from "./parameterNumber";
import { broadcastShapes, elementOf, SeveralBatchesError } from "./shapes";
import type { SourceText, SyntaxNode } from "./tree";
import { describe, elementCount, type NumericValue, shapeText, type Value } from "./values";

/**
 * The state of interpreting a source: the graph under construction, the position for errors, the
 * parameters' values (they decide `if`s), and whether gradients flow now. All arithmetic of
 * the language goes through here, so shapes and errors are checked in one place.
 */
export class Context {
  readonly builder = new GraphBuilder();
  readonly source: SourceText;
  /** Parameter values for which the source is compiled, by name. */
  readonly parameterValues = new Map<string, ParameterValue>();
  /** Results of conditions on numbers that depend on parameters. */
  readonly guards: { condition: NodeId; outcome: boolean }[] = [];
  /** Local names of the loss's own body, for the formula: name → the elements of its last value. */
  readonly names = new Map<string, readonly NodeId[]>();
  /** The values assigned to names in the iterations of the enclosing loops, innermost last. */
  readonly loops: Map<string, NodeId[]>[] = [];
  /** Notations for the formula. */
  readonly notations = new NotationBook();
  /** For a sum or mean over several elements per sample: those elements, by the result's node. */
  readonly elements = new Map<NodeId, readonly NodeId[]>();
  /**
   * Whether prediction and target are [batch, 1]. This is the second attempt, for a source that
   * does not work with [batch]. Only then may dimensions of size 1 be added and removed next to the
   * batch.
   */
  oneColumn = false;
  /** Number of enclosing `with torch.no_grad()` blocks. */
  noGradDepth = 0;

  constructor(source: SourceText) {
    this.source = source;
  }

  error(at: { from: number; to: number }, construct: string, what: string, advice: string): LossSourceError {
    return this.source.error(at, construct, what, advice);
  }

  number(value: number): NumericValue {
    return this.#python(this.builder.constant(value), false);
  }

  boolean(value: boolean): NumericValue {
    return this.#python(this.builder.constant(value ? 1 : 0), true);
  }

  #python(node: NodeId, boolean: boolean): NumericValue {
    return { kind: "numeric", nodes: [node], shape: [], python: true, boolean };
  }

  /** A Python number that depends on parameters or sizes. */
  pythonNumber(node: NodeId): NumericValue {
    return this.#python(node, false);
  }

  /** `nodes`: one for each element along the literal sizes, or one for all. */
  tensor(nodes: NodeId | readonly NodeId[], shape: Shape, boolean = false, order?: NodeId): NumericValue {
    const given = typeof nodes === "number" ? Array<NodeId>(elementCount(shape)).fill(nodes) : nodes;
    const seen = this.noGradDepth > 0 ? given.map((node) => this.builder.unary("detach", node)) : given;
    const sorted = order !== undefined && shape.includes("batch") ? { order } : {};
    return { kind: "numeric", nodes: seen, shape, python: false, boolean, ...sorted };
  }

  /** The number or tensor an argument must be. */
  numeric(value: Value, at: SyntaxNode): NumericValue {
    if (value.kind === "numeric") return value;
    throw this.error(
      at,
      "argument value",
      `expected a number or a tensor, got ${describe(value)}`,
      "Pass the prediction, the target or a number",
    );
  }

  /** The only node of a tensor or number with one element per sample. */
  single(x: NumericValue, at: SyntaxNode): NodeId {
    if (x.nodes.length === 1) return x.nodes[0]!;
    throw this.error(
      at,
      "shape",
      `expected one value${x.shape.includes("batch") ? " per sample" : ""}, got shape ${shapeText(x.shape)}`,
      "Reduce it first, e.g. with .sum(dim=1)",
    );
  }

  #operand(value: Value, at: SyntaxNode): NumericValue {
    if (value.kind === "numeric") return value;
    throw this.error(at, "operator", `${describe(value)} is not a number`, "Calculate with numbers and tensors");
  }

  unary(op: UnaryOp, value: Value, at: SyntaxNode): NumericValue {
    return this.map([this.#operand(value, at)], ([x]) => this.builder.unary(op, x!), op === "not", at);
  }

  binary(op: BinaryOp, left: Value, right: Value, at: SyntaxNode): NumericValue {
    const sides = [this.#operand(left, at), this.#operand(right, at)];
    return this.map(sides, ([a, b]) => this.builder.binary(op, a!, b!), comparisons.has(op), at);
  }

  select(condition: Value, a: Value, b: Value, at: SyntaxNode): NumericValue {
    const [test, first, second] = [condition, a, b].map((value) => this.numeric(value, at)) as [
      NumericValue,
      NumericValue,
      NumericValue,
    ];
    const boolean = first.boolean && second.boolean;
    const chosen = this.map([test, first, second], ([c, x, y]) => this.builder.select(c!, x!, y!), boolean, at);
    return { ...chosen, python: false };
  }

  /** Element by element, with torch's broadcasting. */
  map(
    values: readonly NumericValue[],
    step: (nodes: readonly NodeId[]) => NodeId,
    boolean: boolean,
    at: SyntaxNode,
  ): NumericValue {
    const shape = values.map((value) => value.shape).reduce((a, b) => this.broadcast(a, b, at));
    const count = elementCount(shape);
    if (count > MAX_NODES) throw new GraphTooLargeError();
    if (this.oneColumn && count > 1 && shape.includes("batch"))
      throw this.#misfit(values[0]!.shape, values.at(-1)!.shape, at);
    const nodes = Array.from({ length: count }, (_, element) =>
      step(values.map((value) => value.nodes[elementOf(element, shape, value.shape)]!)),
    );
    const python = values.every((value) => value.python);
    if (!python) return this.tensor(nodes, shape, boolean, this.#sharedOrder(values, at));
    const value = this.builder.constantValue(nodes[0]!);
    if (value !== undefined && !Number.isFinite(value)) {
      throw this.error(at, "number", `this constant is ${value}`, "Keep numbers within what a 64-bit float holds");
    }
    return this.#python(nodes[0]!, boolean);
  }

  /**
   * A sorted tensor combines only with tensors in the same order and with values that are equal for
   * all samples.
   */
  #sharedOrder(values: readonly NumericValue[], at: SyntaxNode): NodeId | undefined {
    const tensors = values.filter((value) => value.shape.includes("batch"));
    const order = tensors.find((value) => value.order !== undefined)?.order;
    if (tensors.every((value) => value.order === order)) return order;
    throw this.error(
      at,
      "order",
      "sorted samples meet samples in another order",
      "Bring both to one order: values, order = torch.sort(x, descending=True); y[order]",
    );
  }

  /**
   * Reduces some dimensions of a tensor, counted from the front; `shape` is the shape that remains.
   */
  reduce(op: ReduceOp | "mean", x: NumericValue, gone: readonly number[], shape: Shape): NumericValue {
    const b = this.builder;
    const overBatch = gone.some((i) => x.shape[i] === "batch");
    const remaining = x.shape.map((dim, i) => (gone.includes(i) ? 1 : dim));
    const groups = Array.from({ length: elementCount(remaining) }, (): NodeId[] => []);
    for (const [element, node] of x.nodes.entries()) groups[elementOf(element, x.shape, remaining)]!.push(node);
    const combine =
      op === "mean" || op === "sum" ? b.add : (one: NodeId, other: NodeId) => b.binary(extremes[op], one, other);
    const nodes = groups.map((group) => {
      const joined = group.reduce(combine);
      this.notations.add({ kind: op === "mean" ? "sum" : op, nodes: [joined], of: group });
      const own = op === "mean" && group.length > 1 ? b.div(joined, b.constant(group.length)) : joined;
      if (op === "mean") this.notations.add({ kind: "mean", nodes: [own], of: group });
      if (!overBatch) return own;
      const result = op === "mean" ? b.mean(own) : b.reduce(op, own);
      if (group.length > 1 && remaining.length === gone.length && (op === "mean" || op === "sum"))
        this.elements.set(result, group);
      return result;
    });
    return this.tensor(nodes, shape, false, x.order);
  }

  /** torch's rule, from the right: equal sizes, or 1 on one side. */
  broadcast(a: Shape, b: Shape, at: SyntaxNode): Shape {
    try {
      const shape = broadcastShapes(a, b);
      if (shape !== undefined) return shape;
    } catch (error) {
      if (!(error instanceof SeveralBatchesError)) throw error;
      throw this.error(
        at,
        "shape",
        `the shapes ${shapeText(a)} and ${shapeText(b)} would broadcast to ${shapeText(error.shape)}, every sample against every other`,
        "Bring both to one shape first, e.g. with .view(-1)",
      );
    }
    throw this.#misfit(a, b, at);
  }

  #misfit(a: Shape, b: Shape, at: SyntaxNode): LossSourceError {
    return this.error(
      at,
      "shape",
      `the shapes ${shapeText(a)} and ${shapeText(b)} do not fit together`,
      "Use numbers, or one value per sample",
    );
  }

  /** Python's truth value. If it depends on parameters, the result is remembered as a guard. */
  truth(value: Value, at: SyntaxNode): boolean {
    switch (value.kind) {
      case "none":
        return false;
      case "string":
        return value.value !== "";
      case "sequence":
        return value.items.length > 0;
      case "numeric": {
        if (value.nodes.length !== 1) throw this.#tensorCondition(at);
        const node = value.nodes[0]!;
        const known = this.builder.constantValue(node);
        if (known !== undefined) return known !== 0;
        if (this.builder.dependsOnSamples(node)) throw this.#tensorCondition(at);
        const outcome = this.parameterNumber(node) !== 0;
        this.guards.push({ condition: node, outcome });
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

  /**
   * The value of a number that depends only on parameters, for the parameters that the source is
   * compiled for.
   */
  parameterNumber(id: NodeId): number {
    return parameterNumber(this.builder, id, this.parameterValues);
  }

  /** A number that must be a constant in the text: a dimension, a flag of a module. */
  constantNumber(value: Value, at: SyntaxNode, what: string): number {
    if (value.kind === "numeric" && value.nodes.length === 1) {
      const node = value.nodes[0]!;
      const known = this.builder.constantValue(node);
      if (known !== undefined) return known;
      if (value.python && !this.builder.dependsOnSamples(node)) {
        const number = this.parameterNumber(node);
        const equal = this.builder.binary("eq", node, this.builder.constant(number));
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

  /**
   * Runs a step that may grow the graph; if the graph grows too large, the error gets this
   * position.
   */
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

const extremes = { max: "maximum", min: "minimum" } as const;
