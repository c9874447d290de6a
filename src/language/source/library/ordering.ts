import type { Context } from "../context";
import { isBatch } from "../shapes";
import type { SyntaxNode } from "../tree";
import { type BoundArguments, type NumericValue, shapeText, type Value } from "../values";
import { optional } from "./builtin";
import { alongDimension, backAlong } from "./classAxis";
import { dimension } from "./dimension";

/**
 * Sorts the samples, and sums along their order. A sorted tensor keeps its nodes in the batch's
 * order and remembers the key.
 */

/** (values, order): the samples in descending order, or ascending. */
export function sort(context: Context, x: NumericValue, args: BoundArguments, at: SyntaxNode): Value {
  const descending = args.descending !== undefined && context.truth(args.descending.value, args.descending.at);
  if (x.shape.length !== 1 || x.shape[0] !== "batch" || context.selection !== undefined) {
    throw context.error(
      at,
      "shape",
      `only the samples of a batch are sorted, got shape ${shapeText(x.shape)}`,
      "Bring it to one value per sample first, e.g. with .view(-1)",
    );
  }
  const b = context.builder;
  const key = b.unary("detach", descending ? x.nodes[0]! : b.neg(x.nodes[0]!));
  return {
    kind: "sequence",
    name: "tuple",
    items: [context.tensor(x.nodes, x.shape, x.boolean, key), { kind: "permutation", order: key }],
  };
}

/** Running sums: along the samples if they are sorted, or along a literal dimension. */
export function cumulativeSum(context: Context, x: NumericValue, args: BoundArguments, at: SyntaxNode): Value {
  const b = context.builder;
  const given = optional(args.dim);
  const dim = given === undefined ? 0 : dimension(context, x, given.value, given.at, at);
  if (!isBatch(x.shape[dim]!)) {
    const { groups } = alongDimension(x, dim);
    const sums = groups.map((group) => {
      let sum = b.constant(0);
      return group.map((node) => {
        sum = b.add(sum, node);
        return sum;
      });
    });
    return context.tensor(backAlong(x, dim, sums), x.shape);
  }
  if (x.order === undefined) {
    throw context.error(
      at,
      "order",
      "a running sum over samples hangs on their order, and a batch has none that means anything",
      "Sort first: values, order = torch.sort(x, descending=True)",
    );
  }
  const { order } = x;
  return context.tensor(
    x.nodes.map((node) => b.rank("cumulate", node, order)),
    x.shape,
    false,
    order,
  );
}
