import type { Shape } from "../../graph";
import type { Context } from "../context";
import { viewOf } from "../memory";
import { batchOf, elementOf, hasBatch, isBatch, lanes } from "../shapes";
import type { SyntaxNode } from "../tree";
import { type BoundArguments, describe, elementCount, type NumericValue, shapeText, type Value } from "../values";
import { optional } from "./builtin";
import { dimension } from "./dimension";

/**
 * Tensor methods that change the shape and keep the order of the elements. The batch stays before
 * every dimension larger than 1.
 */

export type Method = (context: Context, x: NumericValue, args: BoundArguments, at: SyntaxNode) => Value;

/** The same elements with another shape: a view. */
function reshaped(x: NumericValue, shape: Shape): NumericValue {
  return viewOf(x, shape);
}

/** The product of some dimensions, as a Python size. */
export function size(context: Context, dims: Shape): NumericValue {
  const b = context.builder;
  return context.pythonNumber(
    dims.map((dim) => (isBatch(dim) ? context.batchSize(lanes(dim)) : b.constant(dim))).reduce(b.mul, b.constant(1)),
  );
}

/** Sizes as given in a call: the batch by its own size, -1 for the rest. */
export function readSizes(context: Context, values: readonly Value[], at: SyntaxNode): (Shape[number] | -1)[] {
  const { builder } = context;
  const batch = context.batchSize();
  return values
    .flatMap((value) => (value.kind === "sequence" ? value.items : [value]))
    .map((value) => {
      const node = value.kind === "numeric" ? value.nodes[0]! : undefined;
      if (node === batch) return "batch";
      const { op, inputs } = node === undefined ? { op: undefined, inputs: [] } : builder.node(node);
      const factor = op === "mul" && inputs.includes(batch) ? inputs.find((input) => input !== batch) : undefined;
      const values = factor === undefined ? undefined : builder.constantValue(factor);
      return values === undefined ? context.constantNumber(value, at, "a size") : batchOf(values);
    });
}

/** `view(-1)`, `view(-1, 1)`, `view(n, -1)`. */
export const view: Method = (context, x, args, at) => {
  const given = [args.a, args.b, args.c, args.d].flatMap((argument) =>
    argument === undefined ? [] : [argument.value],
  );
  const sizes = readSizes(context, given, at);
  const samples = hasBatch(x.shape);
  const elements = elementCount(x.shape);
  const literal = sizes.reduce<number>((product, dim) => (dim === -1 ? product : product * lanes(dim)), 1);
  const batchIsLeft = samples && !sizes.some((dim) => dim !== -1 && isBatch(dim));
  const shape = sizes.map((dim): Shape[number] =>
    dim === -1 ? (batchIsLeft ? batchOf(elements / literal) : Math.floor(elements / literal)) : dim,
  );
  const isShape = shape.every((dim) => Number.isInteger(lanes(dim)) && lanes(dim) > 0);
  const fits =
    isShape &&
    sizes.filter((dim) => dim === -1).length <= 1 &&
    shape.filter(isBatch).length === (samples ? 1 : 0) &&
    elementCount(shape) === elements &&
    leadsWithBatch(x.shape) &&
    leadsWithBatch(shape);
  if (fits) return reshaped(x, shape);
  throw context.error(
    at,
    "shape",
    `${shapeText(x.shape)} cannot be viewed as [${sizes.join(", ")}]`,
    "Use .view(-1) or .view(-1, 1)",
  );
};

function leadsWithBatch(shape: Shape): boolean {
  const place = shape.findIndex(isBatch);
  return place < 0 || shape.slice(0, place).every((dim) => dim === 1);
}

/** Flattens to one dimension, or all dimensions from `start_dim` on. */
export const flatten: Method = (context, x, args, at) => {
  const start = optional(args.start_dim);
  const first = start === undefined ? 0 : dimension(context, x, start.value, start.at, at);
  const elements = elementCount(x.shape);
  if (!hasBatch(x.shape)) return reshaped(x, [elements]);
  const kept = x.shape.slice(0, first);
  if (hasBatch(kept) && leadsWithBatch(x.shape))
    return reshaped(x, [...kept, x.shape.slice(first).reduce<number>((product, dim) => product * lanes(dim), 1)]);
  if (first === 0 && leadsWithBatch(x.shape)) return reshaped(x, [batchOf(elements)]);
  throw context.error(
    at,
    "shape",
    `${shapeText(x.shape)} would run its samples and their values into one line`,
    "Reduce over dim=1 first, or keep the batch with .flatten(1)",
  );
};

export const like: Method = (context, x, args, at) => {
  const other = args.other!.value;
  const { shape } = context.numeric(other, at);
  const sameBatch = hasBatch(x.shape) === hasBatch(shape) || !hasBatch(x.shape);
  if (sameBatch && elementCount(shape) === elementCount(x.shape) && leadsWithBatch(shape)) return reshaped(x, shape);
  throw context.error(
    at,
    "shape",
    `${shapeText(x.shape)} cannot take the shape of ${describe(other)}`,
    "Use .view(-1)",
  );
};

/** `expand_as`, `expand`: dimensions of size 1 are repeated. */
export function expanded(context: Context, x: NumericValue, shape: Shape, at: SyntaxNode): NumericValue {
  const whole = context.broadcast(x.shape, shape, at);
  const places = Array.from({ length: elementCount(whole) }, (_, i) => elementOf(i, whole, x.shape));
  return viewOf(x, whole, places);
}

export const squeeze: Method = (context, x, args, at) => {
  const given = optional(args.dim);
  const index = given === undefined ? undefined : dimension(context, x, given.value, given.at, at);
  return reshaped(
    x,
    x.shape.filter((dim, i) => dim !== 1 || (index !== undefined && i !== index)),
  );
};

export const unsqueeze: Method = (context, x, args, at) => {
  const dim = context.constantNumber(args.dim!.value, args.dim!.at, "a dimension");
  const index = dim < 0 ? x.shape.length + 1 + dim : dim;
  if (!(Number.isInteger(index) && index >= 0 && index <= x.shape.length)) {
    throw context.error(at, "shape", `${shapeText(x.shape)} has no place ${dim} for a new dimension`, "Use 0, 1 or -1");
  }
  return reshaped(x, [...x.shape.slice(0, index), 1, ...x.shape.slice(index)]);
};

/**
 * The dimensions in another order; the batch stays in front, the others only change places of
 * size 1.
 */
export const permute: Method = (context, x, args, at) => {
  const given = [args.a, args.b, args.c, args.d].flatMap((dim) => (dim === undefined ? [] : [dim.value]));
  const order = readSizes(context, given, at).map((dim) =>
    typeof dim === "number" && dim < 0 ? dim + x.shape.length : dim,
  );
  if (order.length === x.shape.length && order.every((dim, i) => dim === i)) return x;
  throw context.error(at, "shape", "samples stay in front, and their values in their order", "Leave permute out");
};

/** Swaps two dimensions, both literal, or one of them of size 1. */
export const transpose: Method = (context, x, _args, at) => {
  const [rows, columns] = x.shape;
  if (rows === undefined || columns === undefined) return x;
  if (x.shape.length === 2) {
    if (rows === 1 || columns === 1) return reshaped(x, [columns, rows]);
    if (!isBatch(rows) && !isBatch(columns)) {
      const places = Array.from(
        { length: rows * columns },
        (_, element) => (element % rows) * columns + Math.floor(element / rows),
      );
      return viewOf(x, [columns, rows], places);
    }
  }
  throw context.error(
    at,
    "shape",
    `transposed, ${shapeText(x.shape)} has the samples side by side, which compares every sample with every other`,
    "Keep each sample with its own target, and use dim=1 for what stands beside the batch",
  );
};
