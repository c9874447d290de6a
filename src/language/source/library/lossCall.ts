import type { Context } from "../context";
import { isBatch, lanes } from "../shapes";
import type { SyntaxNode } from "../tree";
import { type BoundArguments, type NumericValue, type Signature, shapeText, type Value } from "../values";
import { optional } from "./builtin";

/** A loss of torch.nn.functional, called with bound arguments. */
export interface LossFunction {
  readonly signature: Signature;
  readonly call: (context: Context, args: BoundArguments, at: SyntaxNode) => Value;
}

/** The deprecated arguments that torch still takes before `reduction`. */
export const legacy = "size_average reduce";

export function tensorArgument(context: Context, args: BoundArguments, name: string): NumericValue {
  const argument = args[name]!;
  return context.numeric(argument.value, argument.at);
}

/** The reduction that the call requests. */
export function reductionOf(context: Context, args: BoundArguments, more: readonly string[] = []): string {
  if (args.reduction !== undefined)
    return context.string(args.reduction.value, args.reduction.at, ["none", "mean", "sum", ...more]);
  const flag = (name: string) => {
    const argument = optional(args[name]);
    return argument === undefined || context.truth(argument.value, argument.at);
  };
  if (!flag("reduce")) return "none";
  return flag("size_average") ? "mean" : "sum";
}

/** `mean` divides by the number of elements. */
export function reduceElements(context: Context, elements: NumericValue, reduction: string): NumericValue {
  if (reduction === "none") return elements;
  const all = elements.shape.map((_, i) => i);
  if (reduction === "batchmean") {
    const b = context.builder;
    const sum = context.reduce("sum", elements, all, []);
    const rows = elements.shape[0];
    const size = rows !== undefined && isBatch(rows) ? context.batchSize(lanes(rows)) : b.constant(rows ?? 1);
    return context.tensor(b.div(sum.nodes[0]!, size), []);
  }
  return context.reduce(reduction as "mean" | "sum", elements, all, []);
}

export function requireSameShape(context: Context, input: NumericValue, target: NumericValue, at: SyntaxNode): void {
  const [a, b] = [input.shape, target.shape];
  if (a.length === b.length && a.every((dim, i) => dim === b[i])) return;
  if (a.length === 0 || b.length === 0) return;
  throw context.error(
    at,
    "shape",
    `input has shape ${shapeText(a)}, target ${shapeText(b)}; torch wants them equal`,
    "Use .view_as or .squeeze on one of them",
  );
}
