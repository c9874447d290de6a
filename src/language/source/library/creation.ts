import type { NodeId, Shape } from "../../graph";
import type { Context } from "../context";
import { lanes } from "../shapes";
import type { SyntaxNode } from "../tree";
import { type BoundArguments, type BuiltinValue, describe, type NumericValue, signature, type Value } from "../values";
import { builtin, numericArgument } from "./builtin";
import { readCounting } from "./counting";
import { type Method, readSizes } from "./reshaping";
import { typed } from "./types";

/** Tensors from numbers and sizes. */

const options = "* dtype device requires_grad layout out";
const sized = signature("", `a b c d ${options} size fill_value`);

/** More classes or bins than any loss here needs. */
const MAX_SIZE = 1_000;

/** `torch.zeros(…)` and its relatives; undefined for any other name. */
export function creation(context: Context, name: string): BuiltinValue | undefined {
  const full = `torch.${name}`;
  switch (name) {
    case "tensor":
    case "as_tensor":
    case "from_numpy":
    case "scalar_tensor":
    case "asarray":
      return builtin(full, signature("data", options), (args, at) =>
        typed(context, makeTensor(context, args.data!.value, at), args, at),
      );
    case "Tensor":
    case "FloatTensor":
    case "DoubleTensor":
    case "LongTensor":
    case "IntTensor":
    case "BoolTensor":
    case "ByteTensor":
      return builtin(name === "Tensor" ? name : full, signature("data", options), (args, at) => {
        const dtype = { kind: "type", name } as const;
        return typed(context, makeTensor(context, args.data!.value, at), { dtype: { value: dtype, at } }, at);
      });
    case "zeros":
    case "ones":
    case "empty":
    case "full":
      return builtin(full, name === "full" ? signature("size fill_value", options) : sized, (args, at) =>
        typed(context, filled(context, name, args, at), args, at),
      );
    case "zeros_like":
    case "ones_like":
    case "empty_like":
    case "full_like":
      return builtin(
        full,
        signature(name === "full_like" ? "input fill_value" : "input", `${options} memory_format`),
        (args, at) => {
          const like = numericArgument(context, args.input!);
          const value = filling(context, name.replace("_like", ""), args, at);
          const isMask = like.boolean && args.dtype === undefined;
          const made = context.tensor(value, like.shape, isMask, like.order, like.integer);
          return typed(context, made, args, at);
        },
      );
    case "eye":
      return builtin(full, signature("n", `m ${options}`), (args, at) => {
        const rows = literalSize(context, args.n!.value, at);
        const columns = args.m === undefined ? rows : literalSize(context, args.m.value, at);
        const nodes = Array.from({ length: rows * columns }, (_, i) =>
          context.builder.constant(Math.floor(i / columns) === i % columns ? 1 : 0),
        );
        return context.tensor(nodes, [rows, columns]);
      });
    case "arange":
      return builtin(full, signature("a", `b c ${options}`), (args, at) => arange(context, args, at));
    case "linspace":
      return builtin(full, signature("start end", `steps ${options}`), (args, at) => linspace(context, args, at));
    default:
      return undefined;
  }
}

export const newSignature = sized;

/** `x.new_zeros(…)`: of x's type. */
export const newLike =
  (name: string): Method =>
  (context, x, args, at) => {
    const kind = name.replace("new_", "");
    const made =
      kind === "tensor"
        ? makeTensor(context, args.a!.value, at)
        : kind === "full"
          ? filled(context, kind, { size: args.size ?? args.a, fill_value: args.fill_value ?? args.b }, at)
          : filled(context, kind, args, at);
    if (args.dtype !== undefined) return typed(context, made, args, at);
    return context.tensor(made.nodes, made.shape, x.boolean, made.order, x.integer);
  };

/**
 * The number that fills a tensor. What `empty` holds is not known, and shows as NaN where it is
 * used.
 */
function filling(context: Context, name: string, args: BoundArguments, at: SyntaxNode): NodeId {
  if (name !== "full") return context.builder.constant(name === "zeros" ? 0 : name === "ones" ? 1 : Number.NaN);
  return context.single(context.numeric(args.fill_value!.value, at), at);
}

function filled(context: Context, name: string, args: BoundArguments, at: SyntaxNode): NumericValue {
  const given = [args.size, args.a, args.b, args.c, args.d].flatMap((size) => (size === undefined ? [] : [size.value]));
  const shape = readSizes(context, given, at);
  const isShape = shape.every(
    (dim) => dim !== -1 && Number.isInteger(lanes(dim)) && lanes(dim) > 0 && lanes(dim) <= MAX_SIZE,
  );
  if (isShape) return context.tensor(filling(context, name, args, at), shape as Shape);
  throw context.error(
    at,
    "shape",
    `a size of ${shape.join(", ")} fits no loss`,
    "Use 1, y.shape or torch.ones_like(y)",
  );
}

function literalSize(context: Context, value: Value, at: SyntaxNode): number {
  const size = context.constantNumber(value, at, "a size");
  if (Number.isInteger(size) && size > 0 && size <= MAX_SIZE) return size;
  throw context.error(at, "shape", `a size of ${size} fits no loss`, "Count classes, not samples");
}

/** 0, 1, … for a literal length, or the numbers of all samples. */
function arange(context: Context, args: BoundArguments, at: SyntaxNode): Value {
  const counting = readCounting(context, args);
  if (counting.kind === "rows") return counting;
  const { start, end, step, length } = counting;
  if (length > 0 && length <= MAX_SIZE) {
    const isWhole = [start, end, step].every(Number.isInteger);
    const made = context.tensor(
      Array.from({ length }, (_, i) => context.builder.constant(start + i * step)),
      [length],
      false,
      undefined,
      isWhole,
    );
    return typed(context, made, args, at);
  }
  throw context.error(at, "argument value", `arange of ${length} numbers fits no loss`, "Count classes, not samples");
}

function linspace(context: Context, args: BoundArguments, at: SyntaxNode): Value {
  const number = (name: string, otherwise: number) =>
    args[name] === undefined ? otherwise : context.constantNumber(args[name].value, args[name].at, name);
  const [start, end, steps] = [number("start", 0), number("end", 1), number("steps", 100)];
  if (!(Number.isInteger(steps) && steps > 0 && steps <= MAX_SIZE))
    throw context.error(at, "argument value", `${steps} steps fit no loss`, "Count bins, not samples");
  const b = context.builder;
  // Torch counts from both ends to the middle.
  const step = steps === 1 ? 0 : (end - start) / (steps - 1);
  const nodes = Array.from({ length: steps }, (_, i) =>
    b.constant(i < steps / 2 ? start + i * step : end - (steps - 1 - i) * step),
  );
  return context.tensor(nodes, [steps]);
}

/** A tensor from a number, or from a list of numbers. */
function makeTensor(context: Context, data: Value, at: SyntaxNode): NumericValue {
  if (data.kind === "numeric") return context.tensor(data.nodes, data.shape, data.boolean, data.order, data.integer);
  const made = data.kind === "sequence" ? context.listed(data) : undefined;
  if (made !== undefined) return made;
  throw context.error(
    at,
    "argument value",
    `a tensor is made of a number or a list of numbers, got ${describe(data)}`,
    "Write torch.tensor([0.25, 0.75])",
  );
}
