import type { Context } from "../context";
import { selectByMask } from "../masks";
import { signature, type Value } from "../values";
import { builtin, numericArgument } from "./builtin";
import { join } from "./classAxis";
import { creation } from "./creation";
import { binaryFunctions, unaryFunctions } from "./elementwise";
import { functionalMember } from "./functional";
import { methodSignature, tensorMethod } from "./tensorMethods";
import { dtype, typeOf } from "./types";

const constants: ReadonlyMap<string, number> = new Map([
  ["pi", Math.PI],
  ["e", Math.E],
  ["inf", Number.POSITIVE_INFINITY],
]);

/** A member of `torch` itself (`torch.nn` and the like are added by `modulesByPath.ts`). */
export function torchMember(context: Context, name: string): Value | undefined {
  const constant = constants.get(name);
  if (constant !== undefined) return context.number(constant);
  return (
    dtype(name) ??
    creation(context, name) ??
    other(context, name) ??
    elementwise(context, name) ??
    tensorFirst(context, name)
  );
}

function elementwise(context: Context, name: string): Value | undefined {
  const unary = unaryFunctions.get(name);
  if (unary !== undefined)
    return builtin(`torch.${name}`, signature("input", "* out"), (args, at) => unary(context, args.input!.value, at));
  const binary = binaryFunctions.get(name);
  if (binary === undefined) return undefined;
  const named = name === "pow" ? ["input", "exponent"] : ["input", "other"];
  return builtin(`torch.${name}`, { required: named, optional: ["out"], positional: 2 }, (args, at) =>
    binary(context, args[named[0]!]!.value, args[named[1]!]!.value, at),
  );
}

/** `torch.clamp(x, …)` is `x.clamp(…)`. */
function tensorFirst(context: Context, name: string): Value | undefined {
  const own = methodSignature(name);
  if (own === undefined) return undefined;
  const combined = { required: ["input", ...own.required], optional: own.optional, positional: own.positional + 1 };
  return builtin(`torch.${name}`, combined, (args, at) => {
    const { input, ...rest } = args;
    return tensorMethod(context, numericArgument(context, input!), name)!.call(rest, at);
  });
}

function other(context: Context, name: string): Value | undefined {
  switch (name) {
    case "set_grad_enabled":
      return builtin("torch.set_grad_enabled", signature("mode"), (args) => {
        const on = context.truth(args.mode!.value, args.mode!.at);
        context.noGradDepth = on ? 0 : 1;
        return { kind: "block", gradient: on };
      });
    case "where":
      return builtin("torch.where", signature("condition", "input other"), (args, at) => {
        if (args.input === undefined || args.other === undefined) {
          throw context.error(
            at,
            "mask",
            "the numbers of the samples for which a condition holds are not read",
            "Use the condition itself as a mask: x[mask]",
          );
        }
        return context.select(args.condition!.value, args.input.value, args.other.value, at);
      });
    case "numel":
      return builtin("torch.numel", signature("input"), (args, at) =>
        tensorMethod(context, numericArgument(context, args.input!), "numel")!.call({}, at),
      );
    case "is_tensor":
      return builtin("torch.is_tensor", signature("obj"), (args) => {
        const { value } = args.obj!;
        return context.boolean((value.kind === "numeric" && !value.python) || value.kind === "selected");
      });
    case "is_floating_point":
      return builtin("torch.is_floating_point", signature("input"), (args) => {
        const type = typeOf(numericArgument(context, args.input!));
        return context.boolean(type.kind === "type" && type.name === "float");
      });
    case "masked_select":
      return builtin("torch.masked_select", signature("input mask"), (args, at) =>
        selectByMask(context, numericArgument(context, args.input!), numericArgument(context, args.mask!), at),
      );
    case "stack":
    case "cat":
    case "concat":
      return builtin(`torch.${name}`, signature("tensors", "dim"), (args, at) =>
        join(context, name === "stack" ? "stack" : "cat", args, at),
      );
    case "finfo":
      return builtin("torch.finfo", signature("", "type"), () => finfo(context));
    case "cosine_similarity":
    case "pairwise_distance":
      return functionalMember(context, name);
    case "no_grad":
    case "inference_mode":
      return builtin(`torch.${name}`, signature("", "mode"), () => ({ kind: "block", gradient: false }));
    case "enable_grad":
      return builtin("torch.enable_grad", signature(""), () => ({ kind: "block", gradient: true }));
    case "autocast":
      return builtin("torch.autocast", signature("", "device_type dtype enabled cache_enabled"), () => ({
        kind: "block",
        gradient: undefined,
      }));
    default:
      return undefined;
  }
}

/** The limits of the one type of float there is. */
function finfo(context: Context): Value {
  const limits = { eps: Number.EPSILON, tiny: 2.2250738585072014e-308, max: Number.MAX_VALUE, min: -Number.MAX_VALUE };
  const known = new Map(Object.entries({ ...limits, smallest_normal: limits.tiny }));
  return {
    kind: "module",
    name: "torch.finfo",
    member: (name) => (known.has(name) ? context.number(known.get(name)!) : undefined),
  };
}
