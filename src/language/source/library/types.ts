import type { Context } from "../context";
import { viewOf } from "../memory";
import type { SyntaxNode } from "../tree";
import { type BoundArguments, type NumericValue, signature, type Value } from "../values";
import { unaryFunctions } from "./elementwise";
import type { Method } from "./reshaping";

/**
 * torch's types. One precision runs through: every float is the same. Whole numbers cut off the
 * fraction, and `bool` is 1 for everything but 0; neither has a gradient.
 */

const typeNames: ReadonlyMap<string, "float" | "int64" | "bool"> = new Map([
  ...["float", "float16", "float32", "float64", "double", "half", "bfloat16"].map((name) => [name, "float"] as const),
  ...["long", "int", "int64", "int32", "int16", "int8", "short", "uint8"].map((name) => [name, "int64"] as const),
  ["bool", "bool"],
]);

/** `torch.float32`, `torch.long` …; undefined for any other name. */
export function dtype(name: string): Value | undefined {
  const kind = typeNames.get(name);
  if (kind !== undefined) return { kind: "type", name: kind === "float" && /16|half/.test(name) ? "half" : kind };
  return name === "device" ? { kind: "type", name: "device" } : undefined;
}

export function typeOf(x: NumericValue): Value {
  return { kind: "type", name: x.boolean ? "bool" : x.integer === true ? "int64" : "float" };
}

export function asInteger(context: Context, x: NumericValue, at: SyntaxNode): NumericValue {
  if (x.integer === true) return x;
  // A class number is whole whatever its type.
  const cut = x.boolean || x.integer ? x : context.numeric(unaryFunctions.get("trunc")!(context, x, at), at);
  return context.tensor(cut.nodes, x.shape, false, x.order, true);
}

export function asBoolean(context: Context, x: NumericValue, at: SyntaxNode): NumericValue {
  return x.boolean ? x : context.binary("ne", x, context.number(0), at);
}

/** The same tensor where it is one already, as in torch. */
export function asFloat(context: Context, x: NumericValue): NumericValue {
  if (!x.boolean && !x.integer) return x;
  return context.tensor(x.nodes, x.shape, false, x.order);
}

function asType(context: Context, x: NumericValue, type: Value | undefined, at: SyntaxNode): NumericValue {
  if (type?.kind === "numeric" && !type.python) return asType(context, x, typeOf(type), at);
  // "torch.cuda.LongTensor", and devices, which change nothing.
  const name =
    type?.kind === "type" || type?.kind === "builtin"
      ? type.name
      : type?.kind === "string"
        ? type.value.replace(/^torch\./, "")
        : "";
  const plain = /(\w+)Tensor$/.exec(name)?.[1]?.toLowerCase() ?? name;
  const kind = typeNames.get(plain === "byte" ? "bool" : plain);
  if (kind === "int64") return asInteger(context, x, at);
  if (kind === "bool") return asBoolean(context, x, at);
  return kind === "float" || plain === "half" ? asFloat(context, x) : x;
}

/** `to(device)`, `to(torch.long)`, `to(other)`, `type_as(other)`, `type(torch.bool)`. */
const convert: Method = (context, x, args, at) => {
  const given = [args.dtype, args.a, args.b, args.other].flatMap((arg) => (arg === undefined ? [] : [arg.value]));
  return given.reduce<NumericValue>((value, type) => asType(context, value, type, at), x);
};

const conversion = signature("", "a b other * dtype device memory_format copy non_blocking");

export const typeMethods: readonly (readonly [string, { signature: ReturnType<typeof signature>; call: Method }])[] = [
  ["to", { signature: conversion, call: convert }],
  ["type_as", { signature: conversion, call: convert }],
  [
    "type",
    {
      signature: conversion,
      call: (context, x, args, at) =>
        Object.values(args).some((arg) => arg !== undefined)
          ? convert(context, x, args, at)
          : { kind: "string", value: `torch.${x.boolean ? "Bool" : x.integer === true ? "Long" : "Float"}Tensor` },
    },
  ],
  ...["float", "double", "half", "bfloat16"].map(
    (name) =>
      [
        name,
        { signature: signature("", "* memory_format"), call: ((context, x) => asFloat(context, x)) as Method },
      ] as const,
  ),
  ...["long", "int", "short"].map(
    (name) =>
      [
        name,
        { signature: signature(""), call: ((context, x, _args, at) => asInteger(context, x, at)) as Method },
      ] as const,
  ),
  ...["bool", "byte"].map(
    (name) =>
      [
        name,
        { signature: signature(""), call: ((context, x, _args, at) => asBoolean(context, x, at)) as Method },
      ] as const,
  ),
];

/** `detach()` and `data`: the same memory, without gradient. */
export function detached(context: Context, x: NumericValue): NumericValue {
  return viewOf(x, x.shape, undefined, (node) => context.builder.unary("detach", node));
}

/** The type that the `dtype` argument of a creating function asks for. */
export function typed(context: Context, x: NumericValue, args: BoundArguments, at: SyntaxNode): NumericValue {
  return asType(context, x, args.dtype?.value, at);
}
