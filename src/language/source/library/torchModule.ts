import type { NodeId, Shape } from "../../graph";
import type { Context } from "../context";
import type { SyntaxNode } from "../tree";
import { type BoundArguments, describe, type NumericValue, shapeText, signature, type Value } from "../values";
import { builtin, numericArgument } from "./builtin";
import { join } from "./classAxis";
import { binaryFunctions, unaryFunctions } from "./elementwise";
import { functionalMember } from "./functional";
import { readSizes } from "./reshaping";
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
    return tensorMethod(context, numericArgument(context, input!), name)!.call(rest, at);
  });
}

function creation(context: Context, name: string): Value | undefined {
  const filled = (value: Value | number, shape: NumericValue["shape"], at: SyntaxNode): Value => {
    const number = typeof value === "number" ? context.number(value) : context.numeric(value, at);
    return context.tensor(context.single(number, at), shape);
  };
  const alike = (value: Value | number, args: BoundArguments, at: SyntaxNode): Value => {
    const { shape, order } = numericArgument(context, args.input!);
    const number = typeof value === "number" ? context.number(value) : context.numeric(value, at);
    return context.tensor(context.single(number, at), shape, false, order);
  };
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
      // One number, or one for each sample, depending on the requested size.
      return builtin(`torch.${name}`, signature(name === "full" ? "size fill_value" : "size", options), (args, at) => {
        const number = name === "full" ? args.fill_value!.value : name === "ones" ? 1 : 0;
        const wanted = args.size!.value;
        const shape = readSizes(context, [wanted], args.size!.at);
        if (shape.every((dim) => dim === "batch" || (Number.isInteger(dim) && dim > 0 && dim <= MAX_SIZE)))
          return filled(number, shape, at);
        throw context.error(
          at,
          "shape",
          `a size of ${shape.join(", ")} fits no loss`,
          "Use 1, y.shape or torch.ones_like(y)",
        );
      });
    case "set_grad_enabled":
      return builtin("torch.set_grad_enabled", signature("mode"), (args) => {
        context.noGradDepth = context.truth(args.mode!.value, args.mode!.at) ? 0 : 1;
        return { kind: "none" };
      });
    case "zeros_like":
    case "ones_like":
      return builtin(`torch.${name}`, signature("input", options), (args, at) =>
        alike(name === "zeros_like" ? 0 : 1, args, at),
      );
    case "full_like":
      return builtin("torch.full_like", signature("input fill_value", options), (args, at) =>
        alike(args.fill_value!.value, args, at),
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
        return context.boolean(value.kind === "numeric" && !value.python);
      });
    case "arange":
      return builtin("torch.arange", signature("a", `b c ${options}`), (args, at) => arange(context, args, at));
    case "stack":
    case "cat":
    case "concat":
      return builtin(`torch.${name}`, signature("tensors", "dim"), (args, at) =>
        join(context, name === "stack" ? "stack" : "cat", args, at),
      );
    case "cosine_similarity":
    case "pairwise_distance":
      return functionalMember(context, name);
    case "no_grad":
      return builtin("torch.no_grad", signature(""), () => ({ kind: "noGrad" }));
    default:
      return undefined;
  }
}

/** One item of a literal tensor: a number, or a row of numbers. */
function listed(item: Value): { nodes: readonly NodeId[]; shape: Shape } | undefined {
  if (item.kind === "numeric") return item.shape.includes("batch") ? undefined : item;
  if (item.kind !== "sequence" || item.items.length === 0) return undefined;
  const numbers = item.items.filter(
    (entry): entry is NumericValue => entry.kind === "numeric" && entry.shape.length === 0,
  );
  if (numbers.length !== item.items.length) return undefined;
  return { nodes: numbers.map(({ nodes }) => nodes[0]!), shape: [numbers.length] };
}

/** 0, 1, … for a literal length. */
function arange(context: Context, args: BoundArguments, at: SyntaxNode): Value {
  const numbers = [args.a, args.b, args.c].flatMap((argument) =>
    argument === undefined ? [] : [context.constantNumber(argument.value, argument.at, "a bound")],
  );
  const [start, end, step] = numbers.length === 1 ? [0, numbers[0]!, 1] : [numbers[0]!, numbers[1]!, numbers[2] ?? 1];
  const length = Math.ceil((end - start) / step);
  if (length > 0 && length <= MAX_SIZE)
    return context.tensor(
      Array.from({ length }, (_, i) => context.builder.constant(start + i * step)),
      [length],
    );
  throw context.error(at, "argument value", `arange of ${length} numbers fits no loss`, "Count classes, not samples");
}

/** More classes or bins than any loss here needs. */
const MAX_SIZE = 1_000;

/** A tensor from a number, or from a literal list of numbers. */
function makeTensor(context: Context, data: Value, at: SyntaxNode): Value {
  if (data.kind === "numeric") return context.tensor(data.nodes, data.shape, data.boolean);
  const rows = data.kind === "sequence" ? data.items.map((item) => listed(item)) : [];
  const [first] = rows;
  if (first !== undefined && rows.every((row) => row !== undefined && shapeText(row.shape) === shapeText(first.shape)))
    return context.tensor(
      rows.flatMap((row) => row!.nodes),
      [rows.length, ...first.shape],
    );
  throw context.error(
    at,
    "argument value",
    `a tensor is made of a number or a list of numbers, got ${describe(data)}`,
    "Write torch.tensor([0.25, 0.75])",
  );
}
