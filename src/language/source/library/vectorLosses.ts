import type { Context } from "../context";
import type { SyntaxNode } from "../tree";
import { type BoundArguments, type NumericValue, signature, type Value } from "../values";
import { numberOr, optional } from "./builtin";
import { literalDimension } from "./classAxis";
import { type LossFunction, legacy, reduceElements, reductionOf, tensorArgument } from "./lossCall";
import { normOver } from "./reductions";

/** Losses and distances of vectors and scores: torch's functions with torch's argument order. */

/** Operations under short names, so that formulas are readable. */
function arithmetic(context: Context, at: SyntaxNode) {
  const last = (x: NumericValue) => [x.shape.length - 1];
  const outer = (x: NumericValue) => x.shape.slice(0, -1);
  return {
    add: (a: Value, b: Value) => context.binary("add", a, b, at),
    sub: (a: Value, b: Value) => context.binary("sub", a, b, at),
    mul: (a: Value, b: Value) => context.binary("mul", a, b, at),
    div: (a: Value, b: Value) => context.binary("div", a, b, at),
    sqrt: (x: Value) => context.unary("sqrt", x, at),
    /** max(x, 0) by torch's clamp: the derivative at the kink is 1. */
    hinge: (x: Value) => context.binary("clampMin", x, context.number(0), at),
    sum: (x: NumericValue) => context.reduce("sum", x, last(x), outer(x)),
    equals: (x: Value, value: number) => context.binary("eq", x, context.number(value), at),
  };
}

/**
 * x₁·x₂ / (max(‖x₁‖, eps)·max(‖x₂‖, eps)). The gradient ignores the maximum: d max/dx = x / max.
 */
function cosineSimilarity(context: Context, args: BoundArguments, at: SyntaxNode): NumericValue {
  const [x1, x2] = [tensorArgument(context, args, "x1"), tensorArgument(context, args, "x2")];
  const { mul, div } = arithmetic(context, at);
  const dim = literalDimension(context, x1, args, at, 1);
  const shape = x1.shape.filter((_, i) => i !== dim);
  const eps = numberOr(context, args.eps, 1e-8);
  const b = context.builder;
  const length = (x: NumericValue) => {
    const raised = context.binary("clampMin", normOver(context, x, 2, [dim], shape, at), eps, at);
    const fixed = context.unary("detach", raised, at);
    // Σx²/2n with n fixed has the derivative x / n; the difference to n itself is added without
    // gradient.
    const squares = div(context.reduce("sum", mul(x, x), [dim], shape), mul(context.number(2), fixed));
    return context.map([squares, fixed], ([s, n]) => b.add(s!, b.unary("detach", b.sub(n!, s!))), false, at);
  };
  const cosine = div(context.reduce("sum", mul(x1, x2), [dim], shape), mul(length(x1), length(x2)));
  return noteCosine(context, cosine, x1, x2);
}

/**
 * A notation for the formula, if there is one cosine per sample and its vectors fit without
 * broadcasting.
 */
function noteCosine(context: Context, cosine: NumericValue, x1: NumericValue, x2: NumericValue): NumericValue {
  if (cosine.nodes.length === 1 && x1.nodes.length === x2.nodes.length)
    context.notations.add({ kind: "cosine", nodes: cosine.nodes, of: x1.nodes, by: x2.nodes });
  return cosine;
}

/** ‖x₁ − x₂ + eps‖_p */
function pairwiseDistance(context: Context, args: BoundArguments, at: SyntaxNode): NumericValue {
  const [x1, x2] = [tensorArgument(context, args, "x1"), tensorArgument(context, args, "x2")];
  const given = optional(args.keepdim);
  const keep = given !== undefined && context.truth(given.value, given.at);
  return distance(context, x1, x2, args, at, keep);
}

function distance(
  context: Context,
  a: NumericValue,
  b: NumericValue,
  args: BoundArguments,
  at: SyntaxNode,
  keep = false,
): NumericValue {
  const given = optional(args.p);
  const p = given === undefined ? 2 : context.constantNumber(given.value, given.at, "p");
  const { add, sub } = arithmetic(context, at);
  const off = add(sub(a, b), numberOr(context, args.eps, 1e-6));
  const last = off.shape.length - 1;
  const shape = keep ? [...off.shape.slice(0, -1), 1] : off.shape.slice(0, -1);
  return normOver(context, off, p, [last], shape, at);
}

/** 1 − cos where y = 1, max(0, cos − margin) where y = −1; 1e−12 is added to each squared norm. */
function cosineEmbedding(context: Context, args: BoundArguments, at: SyntaxNode): NumericValue {
  const [x1, x2, y] = ["input1", "input2", "target"].map((name) => tensorArgument(context, args, name)) as [
    NumericValue,
    NumericValue,
    NumericValue,
  ];
  const { add, sub, mul, div, sqrt, hinge, sum, equals } = arithmetic(context, at);
  // torch stores this as a float32, even when it computes in float64.
  const tiny = context.number(Math.fround(1e-12));
  const cosine = div(sum(mul(x1, x2)), sqrt(mul(add(sum(mul(x1, x1)), tiny), add(sum(mul(x2, x2)), tiny))));
  noteCosine(context, cosine, x1, x2);
  const alike = sub(context.number(1), cosine);
  const unlike = hinge(sub(cosine, numberOr(context, args.margin, 0)));
  const rest = context.select(equals(y, -1), unlike, context.number(0), at);
  return reduceElements(context, context.select(equals(y, 1), alike, rest, at), reductionOf(context, args));
}

/** max(0, −y·(x₁ − x₂) + margin) */
function marginRanking(context: Context, args: BoundArguments, at: SyntaxNode): NumericValue {
  const [x1, x2, y] = ["input1", "input2", "target"].map((name) => tensorArgument(context, args, name)) as [
    NumericValue,
    NumericValue,
    NumericValue,
  ];
  const { add, sub, mul, hinge } = arithmetic(context, at);
  const order = context.unary("neg", mul(y, sub(x1, x2)), at);
  return reduceElements(context, hinge(add(order, numberOr(context, args.margin, 0))), reductionOf(context, args));
}

/** max(0, d(a, p) − d(a, n) + margin); `swap` takes the smaller of d(a, n) and d(p, n). */
function tripletMargin(context: Context, args: BoundArguments, at: SyntaxNode): NumericValue {
  const [anchor, positive, negative] = ["anchor", "positive", "negative"].map((name) =>
    tensorArgument(context, args, name),
  ) as [NumericValue, NumericValue, NumericValue];
  const { add, sub, hinge } = arithmetic(context, at);
  const near = distance(context, anchor, positive, args, at);
  const given = optional(args.swap);
  const swaps = given !== undefined && context.truth(given.value, given.at);
  const own = distance(context, anchor, negative, args, at);
  const far = swaps ? context.binary("minimum", own, distance(context, positive, negative, args, at), at) : own;
  const loss = hinge(sub(add(numberOr(context, args.margin, 1), near), far));
  return reduceElements(context, loss, reductionOf(context, args));
}

/**
 * (ln v + r²/v)/2 with v = max(var, eps). The gradient of var ignores the maximum. `full` adds
 * ln(2π)/2.
 */
function gaussianLikelihood(context: Context, args: BoundArguments, at: SyntaxNode): NumericValue {
  const [input, target, given] = ["input", "target", "var"].map((name) => tensorArgument(context, args, name)) as [
    NumericValue,
    NumericValue,
    NumericValue,
  ];
  const { add, sub, mul, div } = arithmetic(context, at);
  // torch also takes one variance per row as [batch].
  const perRow = given.shape.length === input.shape.length - 1;
  const variance = perRow ? context.tensor(given.nodes, [...given.shape, 1]) : given;
  const raised = sub(context.binary("clampMin", variance, numberOr(context, args.eps, 1e-6), at), variance);
  const v = add(variance, context.unary("detach", raised, at));
  const off = sub(input, target);
  const full = optional(args.full);
  const constant = full !== undefined && context.truth(full.value, full.at) ? 0.5 * Math.log(2 * Math.PI) : 0;
  const half = mul(context.number(0.5), add(context.unary("log", v, at), div(mul(off, off), v)));
  return reduceElements(context, add(half, context.number(constant)), reductionOf(context, args));
}

export const vectorLosses: readonly (readonly [string, LossFunction])[] = [
  ["cosine_similarity", { signature: signature("x1 x2", "dim eps"), call: cosineSimilarity }],
  ["pairwise_distance", { signature: signature("x1 x2", "p eps keepdim"), call: pairwiseDistance }],
  [
    "cosine_embedding_loss",
    { signature: signature("input1 input2 target", `margin ${legacy} reduction`), call: cosineEmbedding },
  ],
  [
    "margin_ranking_loss",
    { signature: signature("input1 input2 target", `margin ${legacy} reduction`), call: marginRanking },
  ],
  [
    "triplet_margin_loss",
    {
      signature: signature("anchor positive negative", `margin p eps swap ${legacy} reduction`),
      call: tripletMargin,
    },
  ],
  ["gaussian_nll_loss", { signature: signature("input target var", "full eps reduction"), call: gaussianLikelihood }],
];
