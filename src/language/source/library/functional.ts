import type { NodeId } from "../../graph";
import type { Context } from "../context";
import type { SyntaxNode } from "../tree";
import { type BoundArguments, type NumericValue, type Signature, shapeText, signature, type Value } from "../values";
import { builtin, numberOr, optional } from "./builtin";
import { unaryFunctions } from "./elementwise";

/** `torch.nn.functional`: torch's losses and activations, with torch's arguments in torch's order. */

type ElementwiseLoss = (
  context: Context,
  prediction: NumericValue,
  target: NumericValue,
  args: BoundArguments,
  at: SyntaxNode,
) => Value;

interface LossFunction {
  readonly signature: Signature;
  /** Before weight and reduction. */
  readonly loss: ElementwiseLoss;
}

/** The deprecated pair that torch still takes before `reduction`. */
const legacy = "size_average reduce";

export const lossFunctions: ReadonlyMap<string, LossFunction> = new Map<string, LossFunction>([
  [
    "binary_cross_entropy",
    { signature: signature("input target", `weight ${legacy} reduction`), loss: binaryCrossEntropy },
  ],
  [
    "binary_cross_entropy_with_logits",
    { signature: signature("input target", `weight ${legacy} reduction pos_weight`), loss: crossEntropyWithLogits },
  ],
  ["mse_loss", { signature: signature("input target", `${legacy} reduction weight`), loss: squaredError }],
  ["l1_loss", { signature: signature("input target", `${legacy} reduction weight`), loss: absoluteError }],
  ["smooth_l1_loss", { signature: signature("input target", `${legacy} reduction beta`), loss: smoothAbsoluteError }],
  ["huber_loss", { signature: signature("input target", "reduction delta weight"), loss: huber }],
  ["soft_margin_loss", { signature: signature("input target", `${legacy} reduction`), loss: softMargin }],
  [
    "hinge_embedding_loss",
    { signature: signature("input target", `margin ${legacy} reduction`), loss: hingeEmbedding },
  ],
  [
    "poisson_nll_loss",
    {
      signature: signature("input target", "log_input full size_average eps reduce reduction"),
      loss: poissonLikelihood,
    },
  ],
]);

/** Applies weight and reduction the way all of torch's elementwise losses do. */
export function callLoss(context: Context, { loss }: LossFunction, args: BoundArguments, at: SyntaxNode): Value {
  const [input, target] = [args.input!, args.target!].map((argument) =>
    context.numeric(argument.value, argument.at),
  ) as [NumericValue, NumericValue];
  requireSameShape(context, input, target, at);
  let value = loss(context, input, target, args, at);
  const weight = optional(args.weight);
  if (weight !== undefined) value = context.binary("mul", context.numeric(weight.value, weight.at), value, at);
  const result = context.numeric(value, at);
  const reduction =
    args.reduction === undefined
      ? legacyReduction(context, args)
      : context.string(args.reduction.value, args.reduction.at, ["none", "mean", "sum"]);
  if (reduction === "none") return result;
  return context.reduce(reduction as "mean" | "sum", result);
}

function legacyReduction(context: Context, args: BoundArguments): string {
  const flag = (name: string) => {
    const argument = optional(args[name]);
    return argument === undefined || context.truth(argument.value, argument.at);
  };
  if (!flag("reduce")) return "none";
  return flag("size_average") ? "mean" : "sum";
}

function requireSameShape(context: Context, input: NumericValue, target: NumericValue, at: SyntaxNode): void {
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

const number = (context: Context, value: number) => context.builder.constant(value);

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

/** r²/(2β) where |r| < β, else |r| − β/2; β = 0 is L1. */
function smoothAbsoluteError(
  context: Context,
  x: NumericValue,
  y: NumericValue,
  args: BoundArguments,
  at: SyntaxNode,
): Value {
  const b = context.builder;
  const beta = context.numeric(numberOr(context, args.beta, 1), at);
  const r = residual(context, x, y, at);
  const size = b.unary("abs", r.node);
  // Decided now, as torch does: dividing by β = 0 in a branch not taken would still make its derivative NaN.
  const isAbsolute = context.binary("eq", { ...beta, python: true }, context.number(0), at);
  if (context.truth(isAbsolute, at)) {
    // torch takes −1 for the derivative at r = 0 here, where nn.L1Loss takes 0.
    const above = b.binary("gt", r.node, number(context, 0));
    return context.tensor(b.select(above, r.node, b.neg(r.node)), r.shape);
  }
  const near = b.div(b.mul(r.node, r.node), b.mul(number(context, 2), beta.node));
  const far = b.sub(size, b.mul(number(context, 0.5), beta.node));
  return context.tensor(b.select(b.binary("lt", size, beta.node), near, far), r.shape);
}

/** r²/2 where |r| ≤ δ, else δ·(|r| − δ/2). */
function huber(context: Context, x: NumericValue, y: NumericValue, args: BoundArguments, at: SyntaxNode): Value {
  const b = context.builder;
  const delta = context.numeric(numberOr(context, args.delta, 1), at).node;
  const r = residual(context, x, y, at);
  const size = b.unary("abs", r.node);
  const half = (node: NodeId) => b.mul(number(context, 0.5), node);
  const near = half(b.mul(r.node, r.node));
  const far = b.mul(delta, b.sub(size, half(delta)));
  return context.tensor(b.select(b.binary("le", size, delta), near, far), r.shape);
}

/** x where y = 1, max(0, margin − x) where y = −1: a distance x. At the kink the clamp's derivative is 1, as in torch. */
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
  // torch adds up where y ≠ 1 and where y ≠ −1, so that any other label gets both.
  return context.binary("add", unless(1, hinge), unless(-1, x), at);
}

/** e^x − y·x, or x − y·ln(x + eps) of a rate. */
function poissonLikelihood(
  context: Context,
  x: NumericValue,
  y: NumericValue,
  args: BoundArguments,
  at: SyntaxNode,
): Value {
  if (args.full !== undefined && context.truth(args.full.value, args.full.at))
    throw context.error(at, "argument value", "full=True is not known here", "Leave full out: it adds a constant");
  const times = (value: Value) => context.binary("mul", y, value, at);
  if (args.log_input === undefined || context.truth(args.log_input.value, args.log_input.at))
    return context.binary("sub", context.unary("exp", x, at), times(x), at);
  const raised = context.binary("add", x, numberOr(context, args.eps, 1e-8), at);
  return context.binary("sub", x, times(context.unary("log", raised, at)), at);
}

/** ln(1 + e^(−y·x)), y ∈ {−1, 1} */
function softMargin(context: Context, x: NumericValue, y: NumericValue, _args: BoundArguments, at: SyntaxNode): Value {
  return context.unary("softplus", context.unary("neg", context.binary("mul", y, x, at), at), at);
}

/** An activation: a function of one tensor and its own numbers. */
interface Activation {
  /** Names of its optional arguments, in order. */
  readonly options: string;
  readonly call: (context: Context, x: Value, args: BoundArguments, at: SyntaxNode) => Value;
}

export const activations: ReadonlyMap<string, Activation> = new Map<string, Activation>([
  ...["sigmoid", "tanh", "relu", "logsigmoid"].map((name): [string, Activation] => [
    name,
    { options: "inplace", call: (context, x, _args, at) => unaryFunctions.get(name)!(context, x, at) },
  ]),
  [
    "softplus",
    {
      options: "beta threshold",
      // ln(1 + e^(βx)) / β; torch switches to x where βx is above the threshold, at its own 20 by 2e−9: that we leave out.
      call: (context, x, args, at) => {
        const beta = numberOr(context, args.beta, 1);
        const scaled = context.binary("mul", beta, x, at);
        const smooth = context.binary("div", context.unary("softplus", scaled, at), beta, at);
        const threshold = optional(args.threshold);
        if (threshold === undefined) return smooth;
        return context.select(context.binary("gt", scaled, threshold.value, at), x, smooth, at);
      },
    },
  ],
  [
    "leaky_relu",
    {
      options: "negative_slope inplace",
      call: (context, x, args, at) => {
        const value = context.numeric(x, at);
        const low = context.binary("mul", numberOr(context, args.negative_slope, 0.01), value, at);
        return context.select(context.binary("gt", value, context.number(0), at), value, low, at);
      },
    },
  ],
  [
    "elu",
    {
      options: "alpha inplace",
      call: (context, x, args, at) => {
        const value = context.numeric(x, at);
        const low = context.binary(
          "mul",
          numberOr(context, args.alpha, 1),
          context.unary("expm1", context.binary("clampMax", value, context.number(0), at), at),
          at,
        );
        return context.select(context.binary("gt", value, context.number(0), at), value, low, at);
      },
    },
  ],
]);

/** Losses that need one value per class; this network gives one per sample. */
const needsClasses = new Map([
  ["cross_entropy", "binary_cross_entropy_with_logits"],
  ["nll_loss", "binary_cross_entropy"],
  ["softmax", "sigmoid"],
  ["log_softmax", "logsigmoid"],
]);

export function functionalMember(context: Context, name: string): Value | undefined {
  const full = `F.${name}`;
  const loss = lossFunctions.get(name);
  if (loss !== undefined) return builtin(full, loss.signature, (args, at) => callLoss(context, loss, args, at));
  const activation = activations.get(name);
  if (activation !== undefined) {
    return builtin(full, signature("input", activation.options), (args, at) =>
      activation.call(context, args.input!.value, args, at),
    );
  }
  const binaryForm = needsClasses.get(name);
  if (binaryForm === undefined) return undefined;
  return builtin(full, signature("input", "target dim weight reduction label_smoothing ignore_index"), (args, at) => {
    const shape = context.numeric(args.input!.value, args.input!.at).shape;
    const missing =
      args.dim === undefined
        ? "no dimension of classes"
        : `no dimension ${context.constantNumber(args.dim.value, args.dim.at, "a dimension")}`;
    throw context.error(
      at,
      "shape",
      `a tensor of shape ${shapeText(shape)} has ${missing}: there is one value per sample`,
      `For two classes use F.${binaryForm}`,
    );
  });
}
