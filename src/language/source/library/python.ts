import type { Context } from "../context";
import { hasBatch } from "../shapes";
import type { SyntaxNode } from "../tree";
import {
  type BoundArguments,
  type ClassValue,
  describe,
  type InstanceValue,
  methodOf,
  type NumericValue,
  signature,
  type Value,
} from "../values";
import { builtin, numericArgument, pythonNumber } from "./builtin";
import { readCounting } from "./counting";
import { unaryFunctions } from "./elementwise";
import { reductionOf } from "./lossCall";
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
        const text = args.x!.value;
        if (text.kind === "string") return context.number(numberOf(context, text.value, at));
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
        if (value.kind === "dict") return context.number(value.entries.size);
        if (value.kind === "string") return context.number(value.value.length);
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
    case "range":
      return builtin("range", signature("a", "b c"), (args, at) => range(context, args, at));
    case "enumerate":
      return builtin("enumerate", signature("items", "start"), (args, at) => {
        const start = args.start === undefined ? 0 : context.constantNumber(args.start.value, at, "a start");
        return list(itemsOf(context, args.items!.value, at).map((item, i) => tuple([context.number(start + i), item])));
      });
    case "zip":
      return builtin("zip", signature("a", "b c d"), (args, at) => {
        const lists = [args.a, args.b, args.c, args.d].flatMap((arg) =>
          arg === undefined ? [] : [itemsOf(context, arg.value, at)],
        );
        const length = Math.min(...lists.map((items) => items.length));
        return list(Array.from({ length }, (_, i) => tuple(lists.map((items) => items[i]!))));
      });
    case "reversed":
      return builtin("reversed", signature("items"), (args, at) =>
        list([...itemsOf(context, args.items!.value, at)].reverse()),
      );
    case "all":
    case "any":
      return builtin(name, signature("items"), (args, at) => {
        const truths = itemsOf(context, args.items!.value, at).map((item) => context.truth(item, at));
        return context.boolean(name === "all" ? truths.every(Boolean) : truths.some(Boolean));
      });
    case "hasattr":
      return builtin("hasattr", signature("owner name"), (args) => {
        const [owner, key] = [args.owner!.value, args.name!.value];
        const known = owner.kind === "instance" && key.kind === "string" && owner.attributes.has(key.value);
        return context.boolean(known);
      });
    case "callable":
      return builtin("callable", signature("x"), ({ x }) =>
        context.boolean(["function", "builtin", "class", "instance"].includes(x!.value.kind)),
      );
    case "type":
      return builtin("type", signature("x"), ({ x }) => ({ kind: "type", name: typeName(x!.value) }));
    case "max":
    case "min":
      return builtin(name, signature("a", "b"), (args, at) => {
        if (args.b === undefined) {
          const items = itemsOf(context, args.a!.value, at).map((item) => context.numeric(item, at));
          return items.reduce((best, item) => context.binary(name === "max" ? "maximum" : "minimum", best, item, at));
        }
        const [a, b] = [numericArgument(context, args.a!), numericArgument(context, args.b!)];
        if (a.python && b.python) return context.binary(name === "max" ? "maximum" : "minimum", a, b, at);
        return chooseOne(context, name, a, b, at);
      });
    case "isinstance":
      return builtin("isinstance", signature("x kind"), (args) =>
        context.boolean(isInstance(args.x!.value, args.kind!.value)),
      );
    case "super":
      return builtin("super", signature("", "cls self"), () => baseOf(context));
    case "tuple":
    case "list":
      return builtin(name, signature("", "items"), (args, at) => ({
        kind: "sequence",
        name,
        items: args.items === undefined ? [] : [...itemsOf(context, args.items.value, at)],
      }));
    case "str":
    case "dict":
    case "long":
    case "object":
      return { kind: "type", name };
    default:
      return undefined;
  }
}

/** The object as one of its base class: methods are looked up from there. */
function baseOf(context: Context): Value {
  const { owner, self } = context.methods.at(-1) ?? {};
  const real = self?.kind === "instance" ? (self.real ?? self) : undefined;
  const base = owner?.base;
  if (real === undefined || (base === undefined && owner?.torchBase === undefined)) {
    const init = builtin("nn.Module.__init__", signature(""), () => ({ kind: "none" }));
    return {
      kind: "instance",
      className: "nn.Module",
      definition: undefined,
      attributes: new Map([["__init__", init]]),
    };
  }
  const found: InstanceValue = { ...real, definition: base, real };
  if (methodOf(base, "__init__") !== undefined) return found;
  return { ...found, attributes: new Map([...real.attributes, ["__init__", torchInit(context, owner, real)]]) };
}

/**
 * `nn.Module.__init__`, or that of torch's own base of losses, which keeps weight and reduction.
 */
function torchInit(context: Context, owner: ClassValue | undefined, real: InstanceValue): Value {
  let torchBase: string | undefined;
  for (let at = owner; at !== undefined && torchBase === undefined; at = at.base) torchBase = at.torchBase;
  if (torchBase === undefined) return builtin("nn.Module.__init__", signature("", "a b c d"), () => ({ kind: "none" }));
  const weighted = torchBase === "_WeightedLoss" ? "weight " : "";
  return builtin(`${torchBase}.__init__`, signature("", `${weighted}size_average reduce reduction`), (args) => {
    const reduction =
      args.reduction === undefined && args.size_average === undefined && args.reduce === undefined
        ? "mean"
        : reductionOf(context, args);
    real.attributes.set("reduction", { kind: "string", value: reduction });
    if (weighted !== "") real.attributes.set("weight", args.weight?.value ?? { kind: "none" });
    return { kind: "none" };
  });
}

/**
 * Python's max(a, b) evaluates b > a and returns one of the two; for tensors with a value per
 * sample that has no single answer.
 */
function chooseOne(context: Context, name: "max" | "min", a: NumericValue, b: NumericValue, at: SyntaxNode): Value {
  if (hasBatch(a.shape) || hasBatch(b.shape)) {
    throw context.error(
      at,
      "if on a tensor",
      `Python's ${name} compares single numbers, and a tensor has one value per sample`,
      `Use torch.clamp(x, ${name === "max" ? "min" : "max"}=0), or torch.${name}imum of two tensors`,
    );
  }
  return context.select(context.binary(name === "max" ? "gt" : "lt", b, a, at), b, a, at);
}

function list(items: Value[]): Value {
  return { kind: "sequence", name: "list", items };
}

function tuple(items: Value[]): Value {
  return { kind: "sequence", name: "tuple", items };
}

/** The items of a short known list. */
function itemsOf(context: Context, value: Value, at: SyntaxNode): readonly Value[] {
  if (value.kind === "sequence") return value.items;
  if (value.kind === "numeric" && !value.python && value.shape.length === 1 && !hasBatch(value.shape))
    return value.nodes.map((node) => context.tensor(node, []));
  throw context.error(
    at,
    "for",
    `only a short known list is gone through, got ${describe(value)}`,
    "Tensors already calculate with every sample at once",
  );
}

/** More iterations than any loss needs for its classes or bins. */
const MAX_RANGE = 100;

function range(context: Context, args: BoundArguments, at: SyntaxNode): Value {
  const counting = readCounting(context, args);
  if (counting.kind === "rows") return counting;
  const { start, step } = counting;
  const length = Math.max(0, counting.length);
  if (length <= MAX_RANGE) return list(Array.from({ length }, (_, i) => context.number(start + i * step)));
  throw context.error(at, "for", `a loss counts up to ${MAX_RANGE}`, "Tensors already calculate with every sample");
}

function numberOf(context: Context, text: string, at: SyntaxNode): number {
  const infinite = /^\s*([+-]?)inf(inity)?\s*$/i.exec(text);
  if (infinite !== null) return infinite[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value)) return value;
  throw context.error(at, "number", `'${text.slice(0, 20)}' is no number`, "Write the number itself");
}

function typeName(value: Value): string {
  if (value.kind === "sequence") return value.name;
  if (value.kind === "string") return "str";
  if (value.kind === "numeric") return value.python ? (value.boolean ? "bool" : "float") : "Tensor";
  return value.kind === "instance" ? value.className : value.kind;
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
