import type { BinaryOp, UnaryOp } from "../../graph";
import type { Context } from "../context";
import type { SyntaxNode } from "../tree";
import type { Value } from "../values";
import { erf, logGamma } from "./specialFunctions";

/**
 * Elementwise operations by torch's names, in operations of the graph. They serve `torch.x(a)`,
 * `a.x()` and `F.x(a)` alike.
 */

type UnaryFunction = (context: Context, x: Value, at: SyntaxNode) => Value;
type BinaryFunction = (context: Context, a: Value, b: Value, at: SyntaxNode) => Value;

const unary =
  (op: UnaryOp): UnaryFunction =>
  (context, x, at) =>
    context.unary(op, x, at);
const binary =
  (op: BinaryOp): BinaryFunction =>
  (context, a, b, at) =>
    context.binary(op, a, b, at);

const negative = unary("neg");
const log = unary("log");
const scaled =
  (inner: UnaryOp, factor: number): UnaryFunction =>
  (context, x, at) =>
    context.binary("div", context.unary(inner, x, at), context.number(factor), at);

export const unaryFunctions: ReadonlyMap<string, UnaryFunction> = new Map<string, UnaryFunction>([
  ...(
    [
      "abs",
      "exp",
      "expm1",
      "log",
      "log1p",
      "sqrt",
      "sin",
      "cos",
      "tanh",
      "atan",
      "floor",
      "ceil",
      "round",
      "sign",
      "sigmoid",
      "relu",
    ] as const
  ).map((op) => [op, unary(op)] as const),
  ["absolute", unary("abs")],
  ["neg", negative],
  ["negative", negative],
  ["positive", (_context, x) => x],
  ["sgn", unary("sign")],
  ["arctan", unary("atan")],
  ["logical_not", unary("not")],
  ["log2", scaled("log", Math.LN2)],
  ["log10", scaled("log", Math.LN10)],
  ["exp2", (context, x, at) => context.binary("pow", context.number(2), x, at)],
  ["square", (context, x, at) => context.binary("mul", x, x, at)],
  ["reciprocal", (context, x, at) => context.binary("div", context.number(1), x, at)],
  ["rsqrt", (context, x, at) => context.binary("div", context.number(1), context.unary("sqrt", x, at), at)],
  [
    "trunc",
    (context, x, at) =>
      context.binary("mul", context.unary("sign", x, at), context.unary("floor", context.unary("abs", x, at), at), at),
  ],
  // log σ(x) = −softplus(−x)
  ["logsigmoid", (context, x, at) => negative(context, context.unary("softplus", negative(context, x, at), at), at)],
  [
    "sinh",
    (context, x, at) =>
      context.binary(
        "div",
        context.binary("sub", context.unary("exp", x, at), context.unary("exp", negative(context, x, at), at), at),
        context.number(2),
        at,
      ),
  ],
  [
    "cosh",
    (context, x, at) =>
      context.binary(
        "div",
        context.binary("add", context.unary("exp", x, at), context.unary("exp", negative(context, x, at), at), at),
        context.number(2),
        at,
      ),
  ],
  ["tan", (context, x, at) => context.binary("div", context.unary("sin", x, at), context.unary("cos", x, at), at)],
  // (log(1 + x) − log(1 − x)) / 2
  [
    "atanh",
    (context, x, at) =>
      context.binary(
        "div",
        context.binary("sub", context.unary("log1p", x, at), context.unary("log1p", negative(context, x, at), at), at),
        context.number(2),
        at,
      ),
  ],
  ["expit", unary("sigmoid")],
  ["erf", erf],
  ["lgamma", logGamma],
  ["gammaln", logGamma],
]);

export const binaryFunctions: ReadonlyMap<string, BinaryFunction> = new Map<string, BinaryFunction>([
  ...(
    ["mul", "div", "pow", "maximum", "minimum", "logaddexp", "atan2", "lt", "le", "gt", "ge", "eq", "ne"] as const
  ).map((op) => [op, binary(op)] as const),
  ["multiply", binary("mul")],
  ["divide", binary("div")],
  ["true_divide", binary("div")],
  ["float_power", binary("pow")],
  ["fmax", binary("maximum")],
  ["fmin", binary("minimum")],
  ["remainder", binary("mod")],
  ["less", binary("lt")],
  ["less_equal", binary("le")],
  ["greater", binary("gt")],
  ["greater_equal", binary("ge")],
  ["not_equal", binary("ne")],
  ["logical_and", binary("and")],
  ["logical_or", binary("or")],
  [
    "logical_xor",
    (context, a, b, at) => context.binary("ne", context.unary("not", a, at), context.unary("not", b, at), at),
  ],
  // x·log y, and 0 where x is 0
  [
    "xlogy",
    (context, a, b, at) =>
      context.select(
        context.binary("eq", a, context.number(0), at),
        context.number(0),
        context.binary("mul", a, log(context, b, at), at),
        at,
      ),
  ],
  [
    "hypot",
    (context, a, b, at) =>
      context.unary(
        "sqrt",
        context.binary("add", context.binary("mul", a, a, at), context.binary("mul", b, b, at), at),
        at,
      ),
  ],
]);
