import type { Context } from "../context";
import { hasBatch, isBatch } from "../shapes";
import type { SyntaxNode } from "../tree";
import { type NumericValue, shapeText } from "../values";
import { notedSum } from "./classAxis";

/** Products of vectors and matrices. */

/** torch.dot: the sum of the products of two rows. */
export function dotProduct(context: Context, a: NumericValue, b: NumericValue, at: SyntaxNode): NumericValue {
  if (a.shape.length === 1 && b.shape.length === 1)
    return context.reduce("sum", context.binary("mul", a, b, at), [0], []);
  throw context.error(
    at,
    "shape",
    `dot takes two rows of numbers, got shapes ${shapeText(a.shape)} and ${shapeText(b.shape)}`,
    "Flatten them first, e.g. with .view(-1)",
  );
}

/** `a @ b`: rows times columns. What compares every sample with every other is refused. */
export function matrixProduct(context: Context, a: NumericValue, b: NumericValue, at: SyntaxNode): NumericValue {
  if (a.shape.length === 1 && b.shape.length === 1) return dotProduct(context, a, b, at);
  const inner = b.shape.at(b.shape.length === 1 ? 0 : -2);
  if (
    hasBatch(b.shape) &&
    (hasBatch(a.shape) ? a.shape.at(-1) !== inner || !isBatch(inner ?? 1) : !isBatch(inner ?? 1))
  )
    throw everyPair(context, at);
  if (a.shape.length === 1) return weighted(context, a, b, at);
  if (b.shape.length === 1 && a.shape.at(-1) === inner) {
    const products = context.binary("mul", a, b, at);
    return context.reduce("sum", products, [products.shape.length - 1], products.shape.slice(0, -1));
  }
  if (a.shape.length === 2 && b.shape.length === 2 && a.shape[1] === inner && typeof inner === "number") {
    const columns = b.shape[1] as number;
    const rows = a.nodes.length / inner;
    const nodes = Array.from({ length: rows * columns }, (_, i) => {
      const [row, column] = [Math.floor(i / columns), i % columns];
      const terms = Array.from({ length: inner }, (_, k) =>
        context.builder.mul(a.nodes[row * inner + k]!, b.nodes[k * columns + column]!),
      );
      return notedSum(context, terms);
    });
    return context.tensor(nodes, [a.shape[0]!, columns]);
  }
  throw misfit(context, a, b, at);
}

/** A row times a matrix. */
function weighted(context: Context, a: NumericValue, b: NumericValue, at: SyntaxNode): NumericValue {
  if (a.shape[0] !== b.shape[0] || b.shape.length !== 2) throw misfit(context, a, b, at);
  const column = { ...a, shape: [a.shape[0]!, 1] };
  const products = context.binary("mul", context.tensor(column.nodes, column.shape), b, at);
  return context.reduce("sum", products, [0], products.shape.slice(1));
}

function misfit(context: Context, a: NumericValue, b: NumericValue, at: SyntaxNode) {
  return context.error(
    at,
    "shape",
    `the shapes ${shapeText(a.shape)} and ${shapeText(b.shape)} do not fit together in a matrix product`,
    "Sum the products yourself: (a * b).sum(dim=1)",
  );
}

export function everyPair(context: Context, at: SyntaxNode) {
  return context.error(
    at,
    "pairs",
    "this compares every sample with every other, and a loss here sees each sample with its own target",
    "Sum the products of each sample with its own target: (a * b).sum(dim=1)",
  );
}
