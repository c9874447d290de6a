import type { Context } from "../context";
import type { SyntaxNode } from "../tree";
import { type BoundArguments, signature, type Value } from "../values";
import { builtin, numberOr, optional } from "./builtin";
import { literalDimension, oneHot, softmaxAlong } from "./classAxis";
import { classLosses } from "./classLosses";
import { elementLosses } from "./elementLosses";
import { unaryFunctions } from "./elementwise";
import type { LossFunction } from "./lossCall";
import { normOver } from "./reductions";
import { vectorLosses } from "./vectorLosses";

/** `torch.nn.functional`: losses and activations with torch's argument order. */

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
      // ln(1 + e^(βx)) / β. torch returns x where βx exceeds the threshold, which at its default 20
      // differs by 2e−9; we do not.
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

/** Functions of a tensor along one of its literal dimensions. */
export const alongDimension: ReadonlyMap<string, Activation> = new Map<string, Activation>([
  ...["softmax", "log_softmax"].map((name): [string, Activation] => [
    name,
    {
      options: "dim _stacklevel dtype",
      call: (context, x, args, at) => {
        const value = context.numeric(x, at);
        return softmaxAlong(context, value, literalDimension(context, value, args, at), name === "log_softmax");
      },
    },
  ]),
  [
    "normalize",
    {
      options: "p dim eps",
      call: (context, x, args, at) => {
        const value = context.numeric(x, at);
        const p = optional(args.p);
        const dim = literalDimension(context, value, args, at, 1);
        const kept = value.shape.map((size, i) => (i === dim ? 1 : size));
        const power = p === undefined ? 2 : context.constantNumber(p.value, p.at, "p");
        const length = normOver(context, value, power, [dim], kept, at);
        return context.binary(
          "div",
          value,
          context.binary("clampMin", length, numberOr(context, args.eps, 1e-12), at),
          at,
        );
      },
    },
  ],
]);

export const lossFunctions: ReadonlyMap<string, LossFunction> = new Map([
  ...elementLosses,
  ...classLosses,
  ...vectorLosses,
]);

export function functionalMember(context: Context, name: string): Value | undefined {
  const full = `F.${name}`;
  const loss = lossFunctions.get(name);
  if (loss !== undefined) return builtin(full, loss.signature, (args, at) => loss.call(context, args, at));
  const activation = activations.get(name) ?? alongDimension.get(name);
  if (activation !== undefined) {
    return builtin(full, signature("input", activation.options), (args, at) =>
      activation.call(context, args.input!.value, args, at),
    );
  }
  if (name !== "one_hot") return undefined;
  return builtin(full, signature("input", "num_classes"), (args, at) => oneHot(context, args, at));
}
