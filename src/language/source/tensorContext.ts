import type { LossSourceError } from "../errors";
import type { BinaryOp, NodeId, ReduceOp, Shape, UnaryOp } from "../graph";
import { type GraphBuilder, GraphTooLargeError, MASK, MAX_NODES } from "../graphBuilder";
import { NotationBook } from "../notation";
import { listedNumbers } from "./listedNumbers";
import { newTensor } from "./memory";
import { broadcastShapes, elementOf, hasBatch, isBatch, SeveralBatchesError } from "./shapes";
import type { SourceText, SyntaxNode } from "./tree";
import { describe, elementCount, type NumericValue, type SequenceValue, shapeText, type Value } from "./values";

/**
 * All arithmetic of the language goes through here, so shapes and errors are checked in one place.
 */
export class TensorContext {
  readonly builder: GraphBuilder;
  readonly source: SourceText;
  /** Notations for the formula. */
  readonly notations = new NotationBook();
  /** For a sum or mean over several elements per sample: those elements, by the result's node. */
  readonly elements = new Map<NodeId, readonly NodeId[]>();
  /**
   * Whether the prediction is [batch, 1], and the target too or [batch]: the second attempt, for a
   * source that does not work with [batch]. Then nothing has more than one value per sample.
   */
  oneColumn = false;
  /** Number of enclosing `with torch.no_grad()` blocks. */
  noGradDepth = 0;
  /**
   * While something is calculated from the elements that a mask selects: the conditions of those
   * that count, one for all elements of a sample or one for each. Sums and sizes over the batch
   * leave out the others.
   */
  selection: readonly NodeId[] | undefined;

  constructor(source: SourceText, builder: GraphBuilder) {
    this.source = source;
    this.builder = builder;
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
  tensor(
    nodes: NodeId | readonly NodeId[],
    shape: Shape,
    boolean = false,
    order?: NodeId,
    integer: NumericValue["integer"] = false,
  ): NumericValue {
    const given = typeof nodes === "number" ? Array<NodeId>(elementCount(shape)).fill(nodes) : nodes;
    const seen = this.noGradDepth > 0 ? given.map((node) => this.builder.unary("detach", node)) : given;
    return newTensor(seen, shape, { boolean, integer, order: hasBatch(shape) ? order : undefined });
  }

  /** The number or tensor an argument must be. */
  numeric(value: Value, at: SyntaxNode): NumericValue {
    const tensor = this.#asNumeric(value);
    if (tensor !== undefined) return tensor;
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

  /** A list of numbers is a tensor where it is used as one. */
  #asNumeric(value: Value): NumericValue | undefined {
    if (value.kind === "numeric") return value;
    return value.kind === "sequence" ? this.listed(value) : undefined;
  }

  listed(list: SequenceValue): NumericValue | undefined {
    const found = listedNumbers(list);
    return found && this.tensor(found.nodes, found.shape);
  }

  #operand(value: Value, at: SyntaxNode): NumericValue {
    const tensor = this.#asNumeric(value);
    if (tensor !== undefined) return tensor;
    throw this.error(at, "operator", `${describe(value)} is not a number`, "Calculate with numbers and tensors");
  }

  unary(op: UnaryOp, value: Value, at: SyntaxNode): NumericValue {
    return this.map([this.#operand(value, at)], ([x]) => this.builder.unary(op, x!), op === "not", at);
  }

  binary(op: BinaryOp, left: Value, right: Value, at: SyntaxNode): NumericValue {
    const sides = [this.#operand(left, at), this.#operand(right, at)];
    // Two masks are added as "or" and multiplied as "and".
    const masks = sides.every((side) => side.boolean && !side.python);
    const used = masks && op === "add" ? "or" : masks && op === "mul" ? "and" : op;
    const result = this.map(sides, ([a, b]) => this.builder.binary(used, a!, b!), comparisons.has(used), at);
    const integer = wholeOps.has(op) && !masks ? this.#wholeResult(sides) : false;
    if (integer === false || result.python) return result;
    return newTensor(result.nodes, result.shape, { boolean: result.boolean, order: result.order, integer });
  }

  /** Whole numbers stay whole among themselves; of the text's numbers `2` and `2.0` are alike. */
  #wholeResult(sides: readonly NumericValue[]): NumericValue["integer"] {
    if (sides.every((side) => !side.python && side.integer === true)) return true;
    const whole = (side: NumericValue) =>
      side.integer || side.boolean || (side.python && Number.isInteger(this.builder.constantValue(side.nodes[0]!)));
    return sides.some((side) => side.integer) && sides.every(whole) ? "perhaps" : false;
  }

  select(condition: Value, a: Value, b: Value, at: SyntaxNode): NumericValue {
    const [test, first, second] = [condition, a, b].map((value) => this.numeric(value, at)) as [
      NumericValue,
      NumericValue,
      NumericValue,
    ];
    const boolean = first.boolean && second.boolean;
    const chosen = this.map([test, first, second], ([c, x, y]) => this.builder.select(c!, x!, y!), boolean, at);
    return chosen.python ? this.tensor(chosen.nodes, chosen.shape, boolean) : chosen;
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
    if (this.oneColumn && count > 1 && hasBatch(shape)) throw this.#misfit(values[0]!.shape, values.at(-1)!.shape, at);
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
    const tensors = values.filter((value) => hasBatch(value.shape));
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
    const overBatch = gone.some((i) => isBatch(x.shape[i]!));
    const remaining = x.shape.map((dim, i) => (gone.includes(i) ? 1 : dim));
    const counted = overBatch ? this.#countedOnly(op, x) : undefined;
    const groups = Array.from({ length: elementCount(remaining) }, (): NodeId[] => []);
    const counts = groups.map((): NodeId[] => []);
    for (const [element, node] of (counted?.nodes ?? x.nodes).entries()) {
      const group = elementOf(element, x.shape, remaining);
      groups[group]!.push(node);
      counts[group]!.push(counted?.where[element] ?? node);
    }
    const combine =
      op === "mean" || op === "sum" ? b.add : (one: NodeId, other: NodeId) => b.binary(extremes[op], one, other);
    const nodes = groups.map((group, i) => {
      const joined = group.reduce(combine);
      if (counted !== undefined) {
        const total = b.reduce(op === "mean" ? "sum" : op, joined);
        return op === "mean" ? b.div(total, b.reduce("sum", counts[i]!.reduce(b.add))) : total;
      }
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

  /** The elements of a selection; the others have no effect on a sum or an extreme. */
  #countedOnly(op: ReduceOp | "mean", x: NumericValue) {
    if (this.selection === undefined) return undefined;
    const where = conditionsOf(this.selection, x);
    const none = op === "max" ? -Infinity : op === "min" ? Infinity : 0;
    const nodes = x.nodes.map((node, i) => this.builder.select(where[i]!, node, this.builder.constant(none), MASK));
    return { nodes, where };
  }

  /** A batch dimension's size: of a selection, the number of elements that count. */
  batchSize(values = 1): NodeId {
    const b = this.builder;
    if (this.selection === undefined) return b.mul(b.batchSize(), b.constant(values));
    const count = b.reduce("sum", this.selection.reduce(b.add));
    return this.selection.length === values ? count : b.mul(count, b.constant(values));
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
}

/** The condition of each element of a tensor among those that a mask selects. */
export function conditionsOf(selection: readonly NodeId[], x: NumericValue): readonly NodeId[] {
  return selection.length === x.nodes.length ? selection : x.nodes.map(() => selection[0]!);
}

const wholeOps = new Set<BinaryOp>(["add", "sub", "mul", "mod"]);
const comparisons = new Set<BinaryOp>(["lt", "le", "gt", "ge", "eq", "ne", "and", "or"]);

const extremes = { max: "maximum", min: "minimum" } as const;
