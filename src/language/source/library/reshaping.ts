import type { NodeId, Shape } from "../../graph";
import type { Context } from "../context";
import type { SyntaxNode } from "../tree";
import { type BoundArguments, describe, elementCount, type NumericValue, shapeText, type Value } from "../values";
import { optional } from "./builtin";
import { dimension } from "./reductions";

/**
 * Tensor methods that change the shape and keep the order of the elements. The batch stays before
 * every dimension larger than 1.
 */

export type Method = (context: Context, x: NumericValue, args: BoundArguments, at: SyntaxNode) => Value;

/** The same elements with another shape. */
function reshaped(context: Context, x: NumericValue, shape: Shape): NumericValue {
  return context.tensor(x.nodes, shape, x.boolean, x.order);
}

/** The product of some dimensions, as a Python size. */
export function size(context: Context, dims: Shape): NumericValue {
  const b = context.builder;
  return context.pythonNumber(
    dims.map((dim) => (dim === "batch" ? b.batchSize() : b.constant(dim))).reduce(b.mul, b.constant(1)),
  );
}

/** Sizes as given in a call: the batch by its own size, -1 for the rest. */
export function readSizes(context: Context, values: readonly Value[], at: SyntaxNode): (Shape[number] | -1)[] {
  const batch = context.builder.batchSize();
  return values
    .flatMap((value) => (value.kind === "sequence" ? value.items : [value]))
    .map((value) =>
      value.kind === "numeric" && value.nodes[0] === batch ? "batch" : context.constantNumber(value, at, "a size"),
    );
}

/** `view(-1)`, `view(-1, 1)`, `view(n, -1)`. */
export const view: Method = (context, x, args, at) => {
  const given = [args.a, args.b, args.c, args.d].flatMap((argument) =>
    argument === undefined ? [] : [argument.value],
  );
  const sizes = readSizes(context, given, at);
  const hasBatch = x.shape.includes("batch");
  const elements = elementCount(x.shape);
  const literal = sizes.reduce<number>((product, dim) => (dim === "batch" || dim === -1 ? product : product * dim), 1);
  const batchIsLeft = hasBatch && !sizes.includes("batch") && literal === elements;
  const shape = sizes.map((dim): Shape[number] =>
    dim === -1 ? (batchIsLeft ? "batch" : Math.floor(elements / literal)) : dim,
  );
  const isShape = shape.every((dim) => dim === "batch" || (Number.isInteger(dim) && dim > 0));
  const fits =
    isShape &&
    sizes.filter((dim) => dim === -1).length <= 1 &&
    shape.filter((dim) => dim === "batch").length === (hasBatch ? 1 : 0) &&
    elementCount(shape) === elements &&
    leadsWithBatch(x.shape) &&
    leadsWithBatch(shape);
  if (fits) return reshaped(context, x, shape);
  throw context.error(
    at,
    "shape",
    `${shapeText(x.shape)} cannot be viewed as [${sizes.join(", ")}]`,
    "Use .view(-1) or .view(-1, 1)",
  );
};

function leadsWithBatch(shape: Shape): boolean {
  const place = shape.indexOf("batch");
  return place < 0 || shape.slice(0, place).every((dim) => dim === 1);
}

/** Flattens to one dimension. Elements of several samples cannot share one. */
export const flatten: Method = (context, x, args, at) => {
  const start = optional(args.start_dim);
  const first = start === undefined ? 0 : dimension(context, x, start.value, start.at, at);
  const elements = elementCount(x.shape);
  if (!x.shape.includes("batch")) return reshaped(context, x, [elements]);
  if (first > 0 && leadsWithBatch(x.shape)) return reshaped(context, x, ["batch", elements]);
  if (elements === 1) return reshaped(context, x, ["batch"]);
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
  const sameBatch = x.shape.includes("batch") === shape.includes("batch") || !x.shape.includes("batch");
  if (sameBatch && elementCount(shape) === elementCount(x.shape) && leadsWithBatch(shape))
    return reshaped(context, x, shape);
  throw context.error(
    at,
    "shape",
    `${shapeText(x.shape)} cannot take the shape of ${describe(other)}`,
    "Use .view(-1)",
  );
};

/** `expand_as`, `expand`: dimensions of size 1 are repeated. */
export function expanded(context: Context, x: NumericValue, shape: Shape, at: SyntaxNode): NumericValue {
  const ones = context.tensor(context.builder.constant(0), shape);
  const whole = context.binary("add", x, ones, at);
  return { ...whole, boolean: x.boolean };
}

export const squeeze: Method = (context, x, args, at) => {
  const given = optional(args.dim);
  const index = given === undefined ? undefined : dimension(context, x, given.value, given.at, at);
  return reshaped(
    context,
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
  return reshaped(context, x, [...x.shape.slice(0, index), 1, ...x.shape.slice(index)]);
};

/** Swaps two dimensions, both literal, or one of them of size 1. */
export const transpose: Method = (context, x, _args, at) => {
  const [rows, columns] = x.shape;
  if (rows === undefined || columns === undefined) return x;
  if (x.shape.length === 2) {
    if (rows === 1 || columns === 1) return reshaped(context, x, [columns, rows]);
    if (rows !== "batch" && columns !== "batch") {
      const nodes = Array.from(
        { length: rows * columns },
        (_, element): NodeId => x.nodes[(element % rows) * columns + Math.floor(element / rows)]!,
      );
      return context.tensor(nodes, [columns, rows], x.boolean);
    }
  }
  throw context.error(
    at,
    "shape",
    `${shapeText(x.shape)} cannot be transposed: samples stay in front`,
    "Use dim=1 for what stands beside the batch",
  );
};
