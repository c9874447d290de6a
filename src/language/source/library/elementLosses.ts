import type { NodeId } from "../../graph";
import type { Context } from "../context";
import type { SyntaxNode } from "../tree";
import { type BoundArguments, type NumericValue, signature, type Value } from "../values";
import { numberOr, optional } from "./builtin";
import { type LossFunction, legacy, reduceElements, reductionOf, requireSameShape, tensorArgument } from "./lossCall";

/** Losses of one element at a time: torch's functions with torch's argument order. */

type ElementwiseLoss = (
  context: Context,
  prediction: NumericValue,
  target: NumericValue,
  args: BoundArguments,
  at: SyntaxNode,
) => Value;

/** Applies weight and reduction as all of torch's elementwise losses do. */
function elementwise(options: string, loss: ElementwiseLoss, reductions: readonly string[] = []): LossFunction {
  return {
    signature: signature("input target", options),
    call: (context, args, at) => {
      const [input, target] = [tensorArgument(context, args, "input"), tensorArgument(context, args, "target")];
      requireSameShape(context, input, target, at);
      let value = loss(context, input, target, args, at);
      const weight = optional(args.weight);
      if (weight !== undefined) value = context.binary("mul", context.numeric(weight.value, weight.at), value, at);
      return reduceElements(context, context.numeric(value, at), reductionOf(context, args, reductions));
    },
  };
}

export const elementLosses: readonly (readonly [string, LossFunction])[] = [
  ["binary_cross_entropy", elementwise(`weight ${legacy} reduction`, binaryCrossEntropy)],
  ["binary_cross_entropy_with_logits", elementwise(`weight ${legacy} reduction pos_weight`, crossEntropyWithLogits)],
  ["mse_loss", elementwise(`${legacy} reduction weight`, squaredError)],
  ["l1_loss", elementwise(`${legacy} reduction weight`, absoluteError)],
  ["smooth_l1_loss", elementwise(`${legacy} reduction beta`, smoothAbsoluteError)],
  ["huber_loss", elementwise("reduction delta weight", huber)],
  ["soft_margin_loss", elementwise(`${legacy} reduction`, softMargin)],
  ["hinge_embedding_loss", elementwise(`margin ${legacy} reduction`, hingeEmbedding)],
  ["poisson_nll_loss", elementwise("log_input full size_average eps reduce reduction", poissonLikelihood)],
  ["kl_div", elementwise(`${legacy} reduction log_target`, divergence, ["batchmean"])],
];

function residual(context: Context, input: NumericValue, target: NumericValue, at: SyntaxNode): NumericValue {
  return context.numeric(context.binary("sub", input, target, at), at);
}

/** −[y·ln p + (1 − y)·ln(1 − p)], each logarithm clamped at −100. */
function binaryCrossEntropy(
  context: Context,
  p: NumericValue,
  y: NumericValue,
  _args: BoundArguments,
  at: SyntaxNode,
): Value {
  return context.binary("bce", p, y, at);
}

/** pos_weight·y·softplus(−z) + (1 − y)·softplus(z) */
function crossEntropyWithLogits(
  context: Context,
  z: NumericValue,
  y: NumericValue,
  args: BoundArguments,
  at: SyntaxNode,
): Value {
  const positive = context.binary("mul", y, context.unary("softplus", context.unary("neg", z, at), at), at);
  const weighted = context.binary("mul", numberOr(context, args.pos_weight, 1), positive, at);
  const negative = context.binary(
    "mul",
    context.binary("sub", context.number(1), y, at),
    context.unary("softplus", z, at),
    at,
  );
  return context.binary("add", weighted, negative, at);
}

function squaredError(
  context: Context,
  x: NumericValue,
  y: NumericValue,
  _args: BoundArguments,
  at: SyntaxNode,
): Value {
  const r = residual(context, x, y, at);
  return context.binary("mul", r, r, at);
}

function absoluteError(
  context: Context,
  x: NumericValue,
  y: NumericValue,
  _args: BoundArguments,
  at: SyntaxNode,
): Value {
  return context.unary("abs", residual(context, x, y, at), at);
}

/**
 * Below this β, SmoothL1 is L1: they differ by less than β/2. Smaller numbers are 0 in float32, and
 * r²/(2β) would be 0/0.
 */
const LEAST_BETA = 1e-30;

/** r²/(2β) where |r| < β, else |r| − β/2; β = 0 is L1. */
function smoothAbsoluteError(
  context: Context,
  x: NumericValue,
  y: NumericValue,
  args: BoundArguments,
  at: SyntaxNode,
): Value {
  const b = context.builder;
  const beta = context.single(context.numeric(numberOr(context, args.beta, 1), at), at);
  const r = residual(context, x, y, at);
  // Decided while compiling, as in torch: a division by β = 0 in a branch not taken would still
  // make the derivative NaN. A negative β is refused by torch and stays as it is here.
  const isLeast = b.binary("and", b.binary("ge", beta, b.constant(0)), b.binary("lt", beta, b.constant(LEAST_BETA)));
  const isAbsolute = context.pythonNumber(isLeast);
  if (context.truth(isAbsolute, at)) {
    // torch's derivative at r = 0 is −1 here, but 0 in nn.L1Loss.
    return context.map([r], ([node]) => b.select(b.binary("gt", node!, b.constant(0)), node!, b.neg(node!)), false, at);
  }
  return context.map(
    [r],
    ([node]) => {
      const size = b.unary("abs", node!);
      const near = b.div(b.mul(node!, node!), b.mul(b.constant(2), beta));
      return b.select(b.binary("lt", size, beta), near, b.sub(size, b.mul(b.constant(0.5), beta)));
    },
    false,
    at,
  );
}

/** r²/2 where |r| ≤ δ, else δ·(|r| − δ/2). */
function huber(context: Context, x: NumericValue, y: NumericValue, args: BoundArguments, at: SyntaxNode): Value {
  const b = context.builder;
  const delta = context.single(context.numeric(numberOr(context, args.delta, 1), at), at);
  const half = (node: NodeId) => b.mul(b.constant(0.5), node);
  return context.map(
    [residual(context, x, y, at)],
    ([node]) => {
      const size = b.unary("abs", node!);
      const far = b.mul(delta, b.sub(size, half(delta)));
      return b.select(b.binary("le", size, delta), half(b.mul(node!, node!)), far);
    },
    false,
    at,
  );
}

/**
 * x where y = 1, max(0, margin − x) where y = −1, for a distance x. At the kink the clamp's
 * derivative is 1, as in torch.
 */
function hingeEmbedding(
  context: Context,
  x: NumericValue,
  y: NumericValue,
  args: BoundArguments,
  at: SyntaxNode,
): Value {
  const off = context.binary("sub", numberOr(context, args.margin, 1), x, at);
  const hinge = context.binary("clampMin", off, context.number(0), at);
  const unless = (label: number, value: Value) =>
    context.select(context.binary("ne", y, context.number(label), at), value, context.number(0), at);
  // torch adds one term where y ≠ 1 and one where y ≠ −1, so any other label gets both.
  return context.binary("add", unless(1, hinge), unless(-1, x), at);
}

/**
 * e^x − y·x, or x − y·ln(x + eps) for a rate x; `full` adds Stirling's y·ln y − y + ln(2πy)/2 where
 * y > 1.
 */
function poissonLikelihood(
  context: Context,
  x: NumericValue,
  y: NumericValue,
  args: BoundArguments,
  at: SyntaxNode,
): Value {
  const flag = (name: string, otherwise: boolean) => {
    const given = optional(args[name]);
    return given === undefined ? otherwise : context.truth(given.value, given.at);
  };
  const times = (value: Value) => context.binary("mul", y, value, at);
  const raised = () => context.binary("add", x, numberOr(context, args.eps, 1e-8), at);
  const loss = flag("log_input", true)
    ? context.binary("sub", context.unary("exp", x, at), times(x), at)
    : context.binary("sub", x, times(context.unary("log", raised(), at)), at);
  if (!flag("full", false)) return loss;
  const b = context.builder;
  const stirling = context.map(
    [y],
    ([count]) => {
      const root = b.mul(b.constant(0.5), b.unary("log", b.mul(b.constant(2 * Math.PI), count!)));
      const sum = b.add(b.sub(b.mul(count!, b.unary("log", count!)), count!), root);
      return b.select(b.binary("gt", count!, b.constant(1)), sum, b.constant(0));
    },
    false,
    at,
  );
  return context.binary("add", loss, stirling, at);
}

/** t·(ln t − x) for a log-probability x, 0 where t is 0; with log_target eᵗ·(t − x). */
function divergence(context: Context, x: NumericValue, t: NumericValue, args: BoundArguments, at: SyntaxNode): Value {
  const b = context.builder;
  const given = optional(args.log_target);
  const logarithm = given !== undefined && context.truth(given.value, given.at);
  return context.map(
    [x, t],
    ([log, target]) => {
      if (logarithm) return b.mul(b.unary("exp", target!), b.sub(target!, log!));
      const isZero = b.binary("eq", target!, b.constant(0));
      const own = b.select(isZero, b.constant(0), b.mul(target!, b.unary("log", target!)));
      return b.sub(own, b.mul(target!, log!));
    },
    false,
    at,
  );
}

/** ln(1 + e^(−y·x)), y ∈ {−1, 1}, as torch writes it. */
function softMargin(context: Context, x: NumericValue, y: NumericValue, _args: BoundArguments, at: SyntaxNode): Value {
  const negative = context.unary("neg", context.binary("mul", y, x, at), at);
  return context.unary("log1p", context.unary("exp", negative, at), at);
}
