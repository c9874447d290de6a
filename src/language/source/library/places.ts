import type { NodeId } from "../../graph";
import type { Context } from "../context";
import type { SyntaxNode } from "../tree";
import { type BoundArguments, type NumericValue, shapeText, type Value } from "../values";
import { alongDimension, backAlong, literalDimension, pick } from "./classAxis";

/** One place of each sample: read, written, or found as the largest. */

/** x[rows, index]: of each sample the element at its own index. */
export function gatherRows(context: Context, x: NumericValue, index: NumericValue, at: SyntaxNode): NumericValue {
  const [, size, ...rest] = x.shape;
  const oneEach = index.nodes.length === 1 && index.shape.length <= 1;
  if (x.shape[0] !== "batch" || typeof size !== "number" || rest.length > 0 || !oneEach) throw noRows(context, x, at);
  return context.tensor(pick(context, x.nodes, index.nodes[0]!), ["batch"], x.boolean, undefined, x.integer);
}

/** The elements of x after x[rows, index] = value. */
export function scatterRows(
  context: Context,
  x: NumericValue,
  index: NumericValue,
  value: NumericValue,
  at: SyntaxNode,
): readonly NodeId[] {
  const [, size, ...rest] = x.shape;
  const oneEach = index.nodes.length === 1 && index.shape.length <= 1 && value.nodes.length === 1;
  if (x.shape[0] !== "batch" || typeof size !== "number" || rest.length > 0 || !oneEach) throw noRows(context, x, at);
  const b = context.builder;
  return x.nodes.map((node, k) => b.select(b.binary("eq", index.nodes[0]!, b.constant(k)), value.nodes[0]!, node));
}

function noRows(context: Context, x: NumericValue, at: SyntaxNode) {
  return context.error(
    at,
    "index",
    `one place of each sample is taken from [batch, classes], got shape ${shapeText(x.shape)}`,
    "Write x[torch.arange(x.size(0)), y] with one class number for each sample",
  );
}

/** x with `value` (a number or a tensor) at index[…, j] along `dim`: scatter. */
export function scatter(context: Context, x: NumericValue, args: BoundArguments, at: SyntaxNode): Value {
  const dim = literalDimension(context, x, args, at);
  const index = context.numeric(args.index!.value, args.index!.at);
  const given = args.src ?? args.value;
  if (given === undefined)
    throw context.error(at, "argument count", "scatter needs a value", "Write scatter_(1, y, 1)");
  const value = context.numeric(given.value, given.at);
  const fits =
    index.shape.length === x.shape.length && index.shape.every((size, i) => i === dim || size === x.shape[i]);
  const perIndex = value.shape.length === index.shape.length && value.nodes.length === index.nodes.length;
  if (!fits || !(value.shape.length === 0 || perIndex)) {
    throw context.error(
      at,
      "shape",
      `scatter wants an index with the dimensions of ${shapeText(x.shape)}, got ${shapeText(index.shape)}`,
      "Write target.unsqueeze(1)",
    );
  }
  const b = context.builder;
  const groups = alongDimension(index, dim).groups;
  const values = perIndex ? alongDimension(value, dim).groups : undefined;
  const valueAt = (row: number, j: number) => (values === undefined ? value.nodes[0]! : values[row]![j]!);
  const own = alongDimension(x, dim).groups.map((group, row) =>
    group.map((node, k) =>
      groups[row]!.reduce(
        (kept, place, j) => b.select(b.binary("eq", place, b.constant(k)), valueAt(row, j), kept),
        node,
      ),
    ),
  );
  return context.tensor(backAlong(x, dim, own), x.shape, false, x.order, x.integer);
}

/**
 * The largest (or smallest) element along a dimension and its index; of equals the first. The
 * derivative goes to that element alone.
 */
export function extremeAlong(
  context: Context,
  op: "max" | "min",
  x: NumericValue,
  dim: number,
  keep: boolean,
): { values: NumericValue; indices: NumericValue } {
  const b = context.builder;
  const { groups, shape } = alongDimension(x, dim);
  const found = groups.map((group) => {
    let [best, place] = [group[0]!, b.constant(0)];
    for (const [k, node] of group.entries()) {
      if (k === 0) continue;
      const better = b.binary(op === "max" ? "gt" : "lt", node, best);
      place = b.select(better, b.constant(k), place);
      best = b.select(better, node, best);
    }
    return [best, place] as const;
  });
  const left = keep ? shape : shape.filter((_, i) => i !== dim);
  return {
    values: context.tensor(
      found.map(([best]) => best),
      left,
      x.boolean,
      x.order,
      x.integer === true,
    ),
    indices: context.tensor(
      found.map(([, place]) => place),
      left,
      false,
      x.order,
      true,
    ),
  };
}
