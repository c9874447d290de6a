import type { Context } from "../context";
import type { SyntaxNode } from "../tree";
import { describe, type NumericValue, signature, type Value } from "../values";
import { builtin, numericArgument, pythonNumber } from "./builtin";
import { unaryFunctions } from "./elementwise";
import { namedModule } from "./modulesByPath";
import { tensorMethod } from "./tensorMethods";

const exceptions = new Set([
  "ValueError",
  "TypeError",
  "RuntimeError",
  "NotImplementedError",
  "AssertionError",
  "Exception",
]);

/** Python's own names, and the modules known without an import; undefined for any other name. */
export function builtinName(context: Context, name: string): Value | undefined {
  if (exceptions.has(name)) return { kind: "type", name };
  return namedModule(context, name) ?? pythonFunction(context, name);
}

function pythonFunction(context: Context, name: string): Value | undefined {
  switch (name) {
    case "abs":
      return builtin("abs", signature("x"), (args, at) => context.unary("abs", args.x!.value, at));
    case "float":
    case "int":
      return builtin(name, signature("x"), (args, at) => {
        const value = numericArgument(context, args.x!);
        const number = pythonNumber(context, value, args.x!.at);
        return name === "float" ? number : unaryFunctions.get("trunc")!(context, number, at);
      });
    case "bool":
      return builtin("bool", signature("x"), (args) => context.boolean(context.truth(args.x!.value, args.x!.at)));
    case "round":
      return builtin("round", signature("x"), (args, at) => context.unary("round", args.x!.value, at));
    case "pow":
      return builtin("pow", signature("x y"), (args, at) => context.binary("pow", args.x!.value, args.y!.value, at));
    case "len":
      return builtin("len", signature("x"), (args, at) => {
        const { value } = args.x!;
        if (value.kind === "sequence") return context.number(value.items.length);
        const shape = tensorMethod(context, numericArgument(context, args.x!), "size")!.call({}, at);
        return shape.kind === "sequence" && shape.items[0] !== undefined ? shape.items[0] : context.number(0);
      });
    case "sum":
      return builtin("sum", signature("items"), (args, at) => {
        const { value } = args.items!;
        if (value.kind !== "sequence")
          throw context.error(
            at,
            "argument value",
            `sum adds up a list, got ${describe(value)}`,
            "Use .sum() on a tensor",
          );
        return value.items.reduce<Value>((total, item) => context.binary("add", total, item, at), context.number(0));
      });
    case "max":
    case "min":
      return builtin(name, signature("a b"), (args, at) => {
        const [a, b] = [numericArgument(context, args.a!), numericArgument(context, args.b!)];
        if (a.python && b.python) return context.binary(name === "max" ? "maximum" : "minimum", a, b, at);
        return chooseOne(context, name, a, b, at);
      });
    case "isinstance":
      return builtin("isinstance", signature("x kind"), (args) =>
        context.boolean(isInstance(args.x!.value, args.kind!.value)),
      );
    case "super":
      return builtin("super", signature("", "cls self"), () => ({
        kind: "instance",
        className: "nn.Module",
        definition: undefined,
        attributes: new Map<string, Value>([
          ["__init__", builtin("nn.Module.__init__", signature(""), () => ({ kind: "none" }))],
        ]),
      }));
    case "str":
    case "tuple":
    case "list":
      return { kind: "type", name };
    default:
      return undefined;
  }
}

/**
 * Python's max(a, b) evaluates b > a and returns one of the two; for tensors with a value per
 * sample that has no single answer.
 */
function chooseOne(context: Context, name: "max" | "min", a: NumericValue, b: NumericValue, at: SyntaxNode): Value {
  if (a.shape.includes("batch") || b.shape.includes("batch")) {
    throw context.error(
      at,
      "if on a tensor",
      `Python's ${name} compares single numbers, and a tensor has one value per sample`,
      `Use torch.clamp(x, ${name === "max" ? "min" : "max"}=0), or torch.${name}imum of two tensors`,
    );
  }
  return context.select(context.binary(name === "max" ? "gt" : "lt", b, a, at), b, a, at);
}

function isInstance(value: Value, kind: Value): boolean {
  // A tuple of types. Python also takes tuples inside tuples; we do not, because they could be
  // nested a billion times.
  if (kind.kind === "sequence") return kind.items.some((item) => item.kind !== "sequence" && isInstance(value, item));
  const name = kind.kind === "builtin" || kind.kind === "type" ? kind.name : "";
  switch (value.kind) {
    case "numeric":
      if (!value.python) return name === "Tensor";
      return value.boolean ? name === "bool" || name === "int" : name === "float" || name === "int";
    case "string":
      return name === "str";
    case "sequence":
      return name === value.name;
    default:
      return false;
  }
}
