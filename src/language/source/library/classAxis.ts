import type { NodeId, Shape } from "../../graph";
import { logSoftmax, logSumExp, sumOf } from "../../passes/softmax";
import type { Context } from "../context";
import { elementOf, isBatch } from "../shapes";
import type { SyntaxNode } from "../tree";
import { type BoundArguments, elementCount, type NumericValue, shapeText, type Value } from "../values";
import { optional } from "./builtin";
import { dimension } from "./dimension";

/** Operations along a literal dimension: classes, or the coordinates of a vector. */

/** A dimension other than the batch. */
export function literalDimension(
  context: Context,
  x: NumericValue,
  args: BoundArguments,
  at: SyntaxNode,
  otherwise = -1,
): number {
  const given = optional(args.dim);
  const index = dimension(context, x, given?.value ?? context.number(otherwise), given?.at ?? at, at);
  const isClasses = !isBatch(x.shape[index] ?? 1) && !(context.oneColumn && x.shape[index] === 1);
  if (isClasses && x.shape.length > 0) return index;
  throw context.error(
    at,
    "shape",
    `a tensor of shape ${shapeText(x.shape)} has no classes along dimension ${index}`,
    x.shape.length === 1 || context.oneColumn ? "For two classes use the sigmoid forms" : "Use dim=1",
  );
}

/**
 * The elements along one dimension, in groups; `shape` is the remaining shape with size 1 in its
 * place.
 */
export function alongDimension(x: NumericValue, dim: number): { groups: NodeId[][]; shape: Shape } {
  const shape = x.shape.map((size, i) => (i === dim ? 1 : size));
  const groups = Array.from({ length: elementCount(shape) }, (): NodeId[] => []);
  for (const [element, node] of x.nodes.entries()) groups[elementOf(element, x.shape, shape)]!.push(node);
  return { groups, shape };
}

/** Puts groups back along their dimension. */
export function backAlong(x: NumericValue, dim: number, groups: readonly (readonly NodeId[])[]): NodeId[] {
  const shape = x.shape.map((size, i) => (i === dim ? 1 : size));
  const taken = groups.map(() => 0);
  return x.nodes.map((_, element) => {
    const group = elementOf(element, x.shape, shape);
    return groups[group]![taken[group]!++]!;
  });
}

export function softmaxAlong(context: Context, x: NumericValue, dim: number, logarithm: boolean): NumericValue {
  const b = context.builder;
  const { groups } = alongDimension(x, dim);
  const logs = groups.map((group) => notedLogSoftmax(context, group));
  const values = logarithm ? logs : logs.map((group) => group.map((log) => b.unary("exp", log)));
  return context.tensor(backAlong(x, dim, values), x.shape);
}

export function notedLogSoftmax(context: Context, of: readonly NodeId[]): NodeId[] {
  const nodes = logSoftmax(context.builder, of);
  context.notations.add({ kind: "log-softmax", nodes, of });
  return nodes;
}

/** The sum of some nodes, noted for the formula; `sizes` if they have several indices. */
export function notedSum(context: Context, of: readonly NodeId[], sizes: readonly number[] = [of.length]): NodeId {
  const node = sumOf(context.builder, of);
  context.notations.add({ kind: "sum", nodes: [node], of, sizes });
  return node;
}

export function notedMean(context: Context, of: readonly NodeId[]): NodeId {
  const node = context.builder.div(notedSum(context, of), context.builder.constant(of.length));
  context.notations.add({ kind: "mean", nodes: [node], of });
  return node;
}

export function logSumExpAlong(context: Context, x: NumericValue, dim: number, keep: boolean): NumericValue {
  const { groups, shape } = alongDimension(x, dim);
  const nodes = groups.map((group) => {
    const node = logSumExp(context.builder, group);
    context.notations.add({ kind: "log-sum-exp", nodes: [node], of: group });
    return node;
  });
  return context.tensor(nodes, keep ? shape : shape.filter((_, i) => i !== dim));
}

/** Selects the node at `index`; an index out of range selects the last. */
export function pick(context: Context, nodes: readonly NodeId[], index: NodeId): NodeId {
  const b = context.builder;
  const picked = nodes
    .slice(0, -1)
    .reduceRight((rest, node, i) => b.select(b.binary("eq", index, b.constant(i)), node, rest), nodes.at(-1)!);
  context.notations.add({ kind: "pick", nodes: [picked], of: nodes, by: [withoutCast(context, index)] });
  return picked;
}

/** An index as the formula shows it: y for `y.long()`, which is sign(y)·⌊|y|⌋ in the graph. */
function withoutCast({ builder: b }: Context, index: NodeId): NodeId {
  const { op, inputs } = b.node(index);
  if (op !== "mul") return index;
  const [sign, floor] = inputs.map((input) => b.node(input));
  const cast = sign!.inputs[0];
  const isCast = sign!.op === "sign" && floor!.op === "floor" && b.node(floor!.inputs[0]!).inputs[0] === cast;
  return isCast && cast !== undefined ? cast : index;
}

/** out[…, j] = x[…, index[…, j]] along `dim`. */
export function gather(context: Context, x: NumericValue, args: BoundArguments, at: SyntaxNode): Value {
  const dim = literalDimension(context, x, args, at);
  const index = context.numeric(args.index!.value, args.index!.at);
  const fits =
    index.shape.length === x.shape.length &&
    index.shape.every((size, i) => i === dim || size === x.shape[i] || size === 1);
  if (!fits) {
    throw context.error(
      at,
      "shape",
      `gather wants an index with the dimensions of ${shapeText(x.shape)}, got ${shapeText(index.shape)}`,
      "Write target.unsqueeze(1)",
    );
  }
  const { groups, shape } = alongDimension(x, dim);
  const nodes = index.nodes.map((node, element) =>
    pick(context, groups[elementOf(element, index.shape, shape)]!, node),
  );
  return context.tensor(nodes, index.shape, x.boolean);
}

/** One-hot: 1 at each sample's class, 0 elsewhere. */
export function oneHot(context: Context, args: BoundArguments, at: SyntaxNode): Value {
  const target = context.numeric(args.input!.value, args.input!.at);
  const given = optional(args.num_classes);
  const classes = given === undefined ? -1 : context.constantNumber(given.value, given.at, "the number of classes");
  if (!(Number.isInteger(classes) && classes > 0 && classes <= MAX_CLASSES)) {
    throw context.error(
      at,
      "argument value",
      "one_hot needs the number of classes, which no batch can tell for certain",
      "Write F.one_hot(y, num_classes=3), or z.size(1)",
    );
  }
  const b = context.builder;
  const nodes = target.nodes.flatMap((node) =>
    Array.from({ length: classes }, (_, k) => b.binary("eq", node, b.constant(k))),
  );
  return context.tensor(nodes, [...target.shape, classes]);
}

const MAX_CLASSES = 1_000;

/** Each sample's class weight: weight[target]. */
export function itemPerSample(context: Context, items: NumericValue, index: NumericValue): NumericValue {
  const [first, ...rest] = items.shape;
  const inner = elementCount(rest);
  const rows = Array.from({ length: first === undefined || isBatch(first) ? 1 : first }, (_, row) =>
    items.nodes.slice(row * inner, (row + 1) * inner),
  );
  const nodes = index.nodes.flatMap((node) =>
    Array.from({ length: inner }, (_, k) =>
      pick(
        context,
        rows.map((row) => row[k]!),
        node,
      ),
    ),
  );
  return context.tensor(nodes, [...index.shape, ...rest]);
}

/** `torch.stack` joins tensors along a new dimension, `torch.cat` along an existing one. */
export function join(context: Context, name: "stack" | "cat", args: BoundArguments, at: SyntaxNode): Value {
  const list = args.tensors!.value;
  if (list.kind !== "sequence" || list.items.length === 0)
    throw context.error(at, "argument value", `${name} takes a list of tensors`, `Write torch.${name}([a, b], dim=1)`);
  const tensors = list.items.map((item) => context.numeric(item, args.tensors!.at));
  const first = tensors[0]!;
  const given = optional(args.dim);
  const dims = first.shape.length + (name === "stack" ? 1 : 0);
  const raw = given === undefined ? 0 : context.constantNumber(given.value, given.at, "a dimension");
  const dim = raw < 0 ? raw + dims : raw;
  const batch = first.shape.findIndex(isBatch);
  const sameElse = tensors.every(
    ({ shape }) =>
      shape.length === first.shape.length &&
      shape.every((size, i) => size === first.shape[i] || (name === "cat" && i === dim && !isBatch(size))),
  );
  // Elements are row-major, so tensors are joined along the last dimension, or where no literal
  // dimension comes before it.
  const isLast = dim === dims - 1;
  const alone = dims === 1;
  if (!sameElse || !(isLast || alone) || dim < 0 || (name === "cat" && dim === batch) || dim <= batch) {
    throw context.error(
      at,
      "shape",
      `${tensors.map(({ shape }) => shapeText(shape)).join(" and ")} cannot be joined along dimension ${raw}`,
      "Join along the last dimension, after the batch",
    );
  }
  const sizes = tensors.map(({ shape }) => (name === "stack" ? 1 : (shape[dim] as number)));
  const rows = first.nodes.length / sizes[0]!;
  const nodes = Array.from({ length: rows }, (_, row) =>
    tensors.flatMap(({ nodes: own }, i) => own.slice(row * sizes[i]!, (row + 1) * sizes[i]!)),
  ).flat();
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const shape = name === "stack" ? [...first.shape, total] : [...first.shape.slice(0, dim), total];
  return context.tensor(nodes, shape);
}
