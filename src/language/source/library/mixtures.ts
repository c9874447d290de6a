import type { Context } from "../context";
import type { SyntaxNode } from "../tree";
import type { BoundArguments, NumericValue, Value } from "../values";
import { numberOr, optional } from "./builtin";

/** Functions of a tensor between two numbers. */

/** log p − log(1 − p), with p clamped to [eps, 1 − eps] if eps is given. */
export function logit(context: Context, x: NumericValue, args: BoundArguments, at: SyntaxNode): Value {
  const eps = optional(args.eps)?.value;
  const most = eps === undefined ? undefined : context.binary("sub", context.number(1), eps, at);
  const p =
    eps === undefined || most === undefined
      ? x
      : context.binary("clampMax", context.binary("clampMin", x, eps, at), most, at);
  const rest = context.unary("log1p", context.unary("neg", p, at), at);
  return context.binary("sub", context.unary("log", p, at), rest, at);
}

/** start + weight·(end − start) */
export function lerp(context: Context, x: NumericValue, args: BoundArguments, at: SyntaxNode): Value {
  const way = context.binary("sub", args.end!.value, x, at);
  return context.binary("add", x, context.binary("mul", numberOr(context, args.weight, 0), way, at), at);
}
