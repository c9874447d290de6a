import type { Context } from "../context";
import type { SyntaxNode } from "../tree";
import { type BoundArguments, describe, type NumericValue, signature, type Value } from "../values";
import { builtin, numericArgument } from "./builtin";
import { binaryFunctions, unaryFunctions } from "./elementwise";
import { methodSignature, tensorMethod } from "./tensorMethods";

const dtypes = new Set([
  "float",
  "float16",
  "float32",
  "float64",
  "double",
  "half",
  "long",
  "int",
  "int32",
  "int64",
  "bool",
  "device",
]);
const constants: ReadonlyMap<string, number> = new Map([
  ["pi", Math.PI],
  ["e", Math.E],
]);

/** A member of `torch` itself (`torch.nn` and the like are added by `modulesByPath.ts`). */
export function torchMember(context: Context, name: string): Value | undefined {
  if (dtypes.has(name)) return { kind: "type", name };
  const constant = constants.get(name);
  if (constant !== undefined) return context.number(constant);
  return creation(context, name) ?? elementwise(context, name) ?? tensorFirst(context, name);
}

function elementwise(context: Context, name: string): Value | undefined {
  const unary = unaryFunctions.get(name);
  if (unary !== undefined)
    return builtin(`torch.${name}`, signature("input", "* out"), (args, at) => unary(context, args.input!.value, at));
  const binary = binaryFunctions.get(name);
  if (binary === undefined) return undefined;
  const named = name === "pow" ? ["input", "exponent"] : ["input", "other"];
  return builtin(`torch.${name}`, { required: named, optional: [], positional: 2 }, (args, at) =>
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
    if (input!.value.kind === "vector") {
      const method = tensorMethod(context, input!.value, name);
      if (method !== undefined) return method.call(rest, at);
    }
    return tensorMethod(context, numericArgument(context, input!), name)!.call(rest, at);
  });
}

function creation(context: Context, name: string): Value | undefined {
  const filled = (value: Value | number, shape: NumericValue["shape"], at: SyntaxNode): Value => {
    const number = typeof value === "number" ? context.number(value) : context.numeric(value, at);
    return context.tensor(number.node, shape);
  };
  const shapeOf = (args: BoundArguments) => numericArgument(context, args.input!).shape;
  const options = "* dtype device requires_grad layout";
  switch (name) {
    case "tensor":
    case "as_tensor":
    case "FloatTensor":
    case "Tensor":
      return builtin(name === "Tensor" ? name : `torch.${name}`, signature("data", options), (args, at) =>
        makeTensor(context, args.data!.value, at),
      );
    case "zeros":
    case "ones":
    case "full":
      // One number, or one for every sample, by the size that is asked for.
      return builtin(`torch.${name}`, signature(name === "full" ? "size fill_value" : "size", options), (args, at) => {
        const number = name === "full" ? args.fill_value!.value : name === "ones" ? 1 : 0;
        const wanted = args.size!.value;
        const sizes = wanted.kind === "sequence" ? wanted.items : [wanted];
        const samples = context.builder.leaf("batchSize");
        const shape = sizes.map((size) => {
          if (size.kind === "numeric" && size.node === samples) return "batch";
          const known = context.constantNumber(size, args.size!.at, "a size");
          if (known === 1) return 1;
          throw context.error(at, "shape", `a size of ${known} fits no loss`, "Use 1, y.shape or torch.ones_like(y)");
        });
        return filled(number, shape, at);
      });
    case "set_grad_enabled":
      return builtin("torch.set_grad_enabled", signature("mode"), (args) => {
        context.noGradDepth = context.truth(args.mode!.value, args.mode!.at) ? 0 : 1;
        return { kind: "none" };
      });
    case "zeros_like":
    case "ones_like":
      return builtin(`torch.${name}`, signature("input", options), (args, at) =>
        filled(name === "zeros_like" ? 0 : 1, shapeOf(args), at),
      );
    case "full_like":
      return builtin("torch.full_like", signature("input fill_value", options), (args, at) =>
        filled(args.fill_value!.value, shapeOf(args), at),
      );
    case "where":
      return builtin("torch.where", signature("condition input other"), (args, at) =>
        context.select(args.condition!.value, args.input!.value, args.other!.value, at),
      );
    case "numel":
      return builtin("torch.numel", signature("input"), (args, at) =>
        tensorMethod(context, numericArgument(context, args.input!), "numel")!.call({}, at),
      );
    case "is_tensor":
      return builtin("torch.is_tensor", signature("obj"), (args) => {
        const { value } = args.obj!;
        return context.boolean(value.kind === "vector" || (value.kind === "numeric" && !value.python));
      });
    case "no_grad":
      return builtin("torch.no_grad", signature(""), () => ({ kind: "noGrad" }));
    default:
      return undefined;
  }
}

/** A number as a tensor, or a list of numbers as a tensor written out. */
function makeTensor(context: Context, data: Value, at: SyntaxNode): Value {
  if (data.kind === "numeric") return context.tensor(data.node, data.shape);
  if (data.kind === "vector") return data;
  if (
    data.kind === "sequence" &&
    data.items.length > 0 &&
    data.items.every((item) => item.kind === "numeric" && item.shape.length === 0)
  ) {
    return { kind: "vector", items: data.items.map((item) => ({ ...(item as NumericValue), python: false })) };
  }
  throw context.error(
    at,
    "argument value",
    `a tensor is made of a number or a list of numbers, got ${describe(data)}`,
    "Write torch.tensor([0.25, 0.75])",
  );
}
