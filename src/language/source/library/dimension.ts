import type { Context } from "../context";
import type { SyntaxNode } from "../tree";
import { type NumericValue, shapeText, type Value } from "../values";

/** A dimension's index, counted from the front. */
export function dimension(
  context: Context,
  x: NumericValue,
  value: Value,
  valueAt: SyntaxNode,
  at: SyntaxNode,
): number {
  const dim = context.constantNumber(value, valueAt, "a dimension");
  const index = dim < 0 ? x.shape.length + dim : dim;
  // torch allows reducing a number over dimension 0 or −1.
  if (Number.isInteger(index) && index >= 0 && index < Math.max(1, x.shape.length)) return index;
  throw context.error(
    at,
    "shape",
    `a tensor of shape ${shapeText(x.shape)} has no dimension ${dim}`,
    "Leave dim out to take the whole batch",
  );
}
