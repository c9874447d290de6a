import type { Context } from "../context";
import type { SyntaxNode } from "../tree";
import { type Argument, type BoundArguments, type NumericValue, shapeText, signature, type Value } from "../values";
import { optional } from "./builtin";

/** Reductions by torch's names, over the whole batch or one dimension. */

type ReductionFunction = (context: Context, x: NumericValue, args: BoundArguments, at: SyntaxNode) => Value;

const overDimension = signature("", "dim keepdim * dtype");

/** Which dimensions go, counted from the front. */
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

export function dimension(
  context: Context,
  x: NumericValue,
  value: Value,
  valueAt: SyntaxNode,
  at: SyntaxNode,
): number {
  const dim = context.constantNumber(value, valueAt, "a dimension");
  const index = dim < 0 ? x.shape.length + dim : dim;
  // torch lets a number be reduced over dimension 0 or −1.
  if (Number.isInteger(index) && index >= 0 && index < Math.max(1, x.shape.length)) return index;
  throw context.error(
    at,
    "shape",
    `a tensor of shape ${shapeText(x.shape)} has no dimension ${dim}`,
    "Leave dim out to take the whole batch",
  );
}

const reduceWith =
  (op: "sum" | "mean" | "max" | "min"): ReductionFunction =>
  (context, x, args, at) => {
    const gone = reducedDimensions(context, x, args.dim, at);
    const keep = args.keepdim !== undefined && context.truth(args.keepdim.value, args.keepdim.at);
    const shape = x.shape.flatMap((dim, i) => (gone.includes(i) ? (keep ? [1 as const] : []) : [dim]));
    const reachesBatch = gone.some((i) => x.shape[i] === "batch");
    return reachesBatch ? context.reduce(op, x, shape) : context.tensor(x.node, shape);
  };

/** Σ(x − mean)² / (N − 1), or / N without Bessel's correction. */
function variance(context: Context, x: NumericValue, args: BoundArguments, at: SyntaxNode): NumericValue {
  const b = context.builder;
  if (optional(args.dim) !== undefined) reducedDimensions(context, x, args.dim, at);
  const unbiased = args.unbiased === undefined || context.truth(args.unbiased.value, args.unbiased.at);
  const off = b.sub(x.node, b.mean(x.node));
  const size = b.leaf("batchSize");
  return context.tensor(b.div(b.reduce("sum", b.mul(off, off)), unbiased ? b.sub(size, b.constant(1)) : size), []);
}

/** (Σ|x|^p)^(1/p). */
function norm(context: Context, x: NumericValue, args: BoundArguments): Value {
  const b = context.builder;
  const p = args.p === undefined ? 2 : context.constantNumber(args.p.value, args.p.at, "p");
  const size = b.unary("abs", x.node);
  if (p === Number.POSITIVE_INFINITY) return context.tensor(b.reduce("max", size), []);
  const [zero, one] = [b.constant(0), b.constant(1)];
  const sum = b.reduce("sum", b.binary("pow", size, b.constant(p)));
  // torch's gradient of a norm that is 0 is 0; the root's own would be infinite.
  const isZero = b.binary("eq", sum, zero);
  const positive = b.select(isZero, one, sum);
  const root = p === 2 ? b.unary("sqrt", positive) : b.binary("pow", positive, b.constant(1 / p));
  return context.tensor(b.select(isZero, zero, root), []);
}

export const reductionFunctions: ReadonlyMap<
  string,
  { signature: ReturnType<typeof signature>; call: ReductionFunction }
> = new Map([
  ["sum", { signature: overDimension, call: reduceWith("sum") }],
  ["mean", { signature: overDimension, call: reduceWith("mean") }],
  ["amax", { signature: overDimension, call: reduceWith("max") }],
  ["amin", { signature: overDimension, call: reduceWith("min") }],
  ["var", { signature: signature("", "dim unbiased"), call: variance }],
  [
    "std",
    {
      signature: signature("", "dim unbiased"),
      call: (context, x, args, at) => context.unary("sqrt", variance(context, x, args, at), at),
    },
  ],
  ["norm", { signature: signature("", "p"), call: norm }],
]);

/** Both sides' largest: `max()` reduces, `max(a, b)` compares. */
export function extremum(
  context: Context,
  op: "max" | "min",
  x: NumericValue,
  other: Argument | undefined,
  at: SyntaxNode,
): Value {
  if (other === undefined) return reduceWith(op)(context, x, {}, at);
  const value = other.value;
  if (value.kind === "numeric" && value.python) {
    throw context.error(
      at,
      "argument value",
      `${op} over one dimension gives a pair in torch`,
      `Use .a${op}(dim=…), or torch.${op === "max" ? "maximum" : "minimum"} of two tensors`,
    );
  }
  return context.binary(op === "max" ? "maximum" : "minimum", x, value, at);
}
