import type { NodeId, Shape } from "../../graph";
import type { Context } from "../context";
import { elementOf, hasBatch, isBatch, lanes } from "../shapes";
import type { SyntaxNode } from "../tree";
import { type Argument, type BoundArguments, elementCount, type NumericValue, signature, type Value } from "../values";
import { optional } from "./builtin";
import { dimension } from "./dimension";
import { extremeAlong } from "./places";

/** Reductions by torch's names, over the whole batch or one dimension. */

type ReductionFunction = (context: Context, x: NumericValue, args: BoundArguments, at: SyntaxNode) => Value;

const overDimension = signature("", "dim keepdim * dtype");

/** The reduced dimensions, counted from the front. */
function reducedDimensions(
  context: Context,
  x: NumericValue,
  argument: Argument | undefined,
  at: SyntaxNode,
): number[] {
  const given = optional(argument);
  if (given === undefined) return x.shape.map((_, i) => i);
  const wanted = given.value.kind === "sequence" ? given.value.items : [given.value];
  return wanted.map((item) => dimension(context, x, item, given.at, at));
}

const reduceWith =
  (op: "sum" | "mean" | "max" | "min"): ReductionFunction =>
  (context, x, args, at) => {
    const gone = reducedDimensions(context, x, args.dim, at);
    return context.reduce(op, x, gone, remaining(context, x, gone, args));
  };

function remaining(context: Context, x: NumericValue, gone: readonly number[], args: BoundArguments): Shape {
  const keep = args.keepdim !== undefined && context.truth(args.keepdim.value, args.keepdim.at);
  return x.shape.flatMap((dim, i) => (gone.includes(i) ? (keep ? [1 as const] : []) : [dim]));
}

/** Σ(x − mean)² / (N − 1), or / N without Bessel's correction. */
function variance(context: Context, x: NumericValue, args: BoundArguments, at: SyntaxNode): NumericValue {
  const gone = reducedDimensions(context, x, args.dim, at);
  const unbiased = args.unbiased === undefined || context.truth(args.unbiased.value, args.unbiased.at);
  const kept = x.shape.map((dim, i) => (gone.includes(i) ? 1 : dim));
  const off = context.binary("sub", x, context.reduce("mean", x, gone, kept), at);
  const sum = context.reduce("sum", context.binary("mul", off, off, at), gone, remaining(context, x, gone, args));
  const b = context.builder;
  const size = gone
    .map((i) => x.shape[i] ?? 1)
    .map((dim) => (isBatch(dim) ? context.batchSize(lanes(dim)) : b.constant(dim)))
    .reduce(b.mul, b.constant(1));
  return context.binary("div", sum, context.pythonNumber(unbiased ? b.sub(size, b.constant(1)) : size), at);
}

/** (Σ|x|^p)^(1/p); where it is 0, its derivative is 0, as in torch. */
export function normOver(
  context: Context,
  x: NumericValue,
  p: number,
  gone: readonly number[],
  shape: Shape,
  at: SyntaxNode,
): NumericValue {
  const noted = (result: NumericValue) => noteNorms(context, x, p, gone, result);
  if (p === Number.POSITIVE_INFINITY) return noted(context.reduce("max", context.unary("abs", x, at), gone, shape));
  if (p === 1) return noted(context.reduce("sum", context.unary("abs", x, at), gone, shape));
  const powers =
    p === 2
      ? context.binary("mul", x, x, at)
      : context.binary("pow", context.unary("abs", x, at), context.number(p), at);
  const sum = context.reduce("sum", powers, gone, shape);
  const isZero = context.binary("eq", sum, context.number(0), at);
  const positive = context.select(isZero, context.number(1), sum, at);
  const root =
    p === 2 ? context.unary("sqrt", positive, at) : context.binary("pow", positive, context.number(1 / p), at);
  return noted(context.select(isZero, context.number(0), root, at));
}

/** A notation for the formula. Over the batch there is no list of elements. */
function noteNorms(
  context: Context,
  x: NumericValue,
  order: number,
  gone: readonly number[],
  result: NumericValue,
): NumericValue {
  if (gone.some((i) => isBatch(x.shape[i]!))) return result;
  const kept = x.shape.map((dim, i) => (gone.includes(i) ? 1 : dim));
  for (const [i, node] of result.nodes.entries()) {
    const of = x.nodes.filter((_, element) => elementOf(element, x.shape, kept) === i);
    context.notations.add({ kind: "norm", nodes: [node], of, order });
  }
  return result;
}

const norm: ReductionFunction = (context, x, args, at) => {
  const given = optional(args.p) ?? optional(args.ord);
  const p = given === undefined ? 2 : context.constantNumber(given.value, given.at, "p");
  const gone = reducedDimensions(context, x, args.dim, at);
  return normOver(context, x, p, gone, remaining(context, x, gone, args), at);
};

export const reductionFunctions: ReadonlyMap<
  string,
  { signature: ReturnType<typeof signature>; call: ReductionFunction }
> = new Map([
  ["sum", { signature: overDimension, call: reduceWith("sum") }],
  ["mean", { signature: overDimension, call: reduceWith("mean") }],
  ["amax", { signature: overDimension, call: reduceWith("max") }],
  ["amin", { signature: overDimension, call: reduceWith("min") }],
  ["var", { signature: signature("", "dim unbiased keepdim"), call: variance }],
  [
    "std",
    {
      signature: signature("", "dim unbiased keepdim"),
      call: (context, x, args, at) => context.unary("sqrt", variance(context, x, args, at), at),
    },
  ],
  ["norm", { signature: signature("", "p dim keepdim ord"), call: norm }],
]);

/** The number of the largest element along the classes. */
export const argExtreme =
  (op: "max" | "min"): ReductionFunction =>
  (context, x, args, at) => {
    const given = optional(args.dim);
    const dim = given === undefined ? x.shape.length - 1 : dimension(context, x, given.value, given.at, at);
    if (x.shape.length === 0 || isBatch(x.shape[dim]!) || (given === undefined && hasBatch(x.shape))) {
      throw context.error(at, "order", "samples have no numbers here", "Use dim=1 for the number of a class");
    }
    const keep = args.keepdim !== undefined && context.truth(args.keepdim.value, args.keepdim.at);
    return extremeAlong(context, op, x, dim, keep).indices;
  };

/** Whether a condition holds anywhere, or everywhere. */
export const anyOrAll =
  (op: "max" | "min"): ReductionFunction =>
  (context, x, args, at) => {
    const gone = reducedDimensions(context, x, args.dim, at);
    const found = context.reduce(
      op,
      context.binary("ne", x, context.number(0), at),
      gone,
      remaining(context, x, gone, args),
    );
    return context.tensor(found.nodes, found.shape, true);
  };

/** The product of short known dimensions. */
export const product: ReductionFunction = (context, x, args, at) => {
  const gone = reducedDimensions(context, x, args.dim, at);
  if (gone.some((i) => isBatch(x.shape[i]!))) {
    throw context.error(
      at,
      "product",
      "a product over all samples is 0 or infinite before long",
      "Sum the logarithms: x.log().sum(), or use prod(dim=1)",
    );
  }
  const kept = x.shape.map((dim, i) => (gone.includes(i) ? 1 : dim));
  const groups = Array.from({ length: elementCount(kept) }, (): NodeId[] => []);
  for (const [element, node] of x.nodes.entries()) groups[elementOf(element, x.shape, kept)]!.push(node);
  const b = context.builder;
  return context.tensor(
    groups.map((group) => group.reduce(b.mul)),
    remaining(context, x, gone, args),
    false,
    x.order,
    x.integer,
  );
};

/** One name, two meanings: `max()` reduces, `max(a, b)` compares. */
export function reduceOrCompare(
  context: Context,
  op: "max" | "min",
  x: NumericValue,
  args: BoundArguments,
  at: SyntaxNode,
): Value {
  const other = args.dim ?? args.other;
  if (other === undefined) return reduceWith(op)(context, x, {}, at);
  const value = other.value;
  if (args.dim !== undefined || (value.kind === "numeric" && value.python)) {
    const dim = dimension(context, x, value, other.at, at);
    if (isBatch(x.shape[dim] ?? 1)) {
      throw context.error(
        at,
        "order",
        `${op} over the batch tells which sample it was, and samples have no numbers here`,
        `Use .${op}() or .a${op}(dim=0) for the value alone`,
      );
    }
    const keep = args.keepdim !== undefined && context.truth(args.keepdim.value, args.keepdim.at);
    const { values, indices } = extremeAlong(context, op, x, dim, keep);
    return { kind: "sequence", name: "tuple", items: [values, indices], fields: ["values", "indices"] };
  }
  return context.binary(op === "max" ? "maximum" : "minimum", x, value, at);
}
