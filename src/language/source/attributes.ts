import type { Context } from "./context";
import type { InterpreterApi } from "./interpreterApi";
import { builtin } from "./library/builtin";
import { dictMethod, listMethod, stringMethod } from "./library/containers";
import { tensorAttribute, tensorMethod } from "./library/tensorMethods";
import { onSelected } from "./masks";
import type { SyntaxNode } from "./tree";
import {
  type Argument,
  type BoundArguments,
  constantOf,
  describe,
  methodOf,
  type Scope,
  type SelectedValue,
  signature,
  type Value,
} from "./values";

/** `owner.name`: of a module, an instance, a class or a tensor. */
export function readAttribute(interpreter: InterpreterApi, node: SyntaxNode, scope: Scope): Value {
  const { context } = interpreter;
  const property = node.lastChild!;
  const name = context.source.of(property);
  const owner = interpreter.evaluate(node.firstChild!, scope);
  switch (owner.kind) {
    case "selected":
      return selectedAttribute(context, owner, name, property);
    case "sequence": {
      const field = owner.fields?.indexOf(name) ?? -1;
      if (field >= 0) return owner.items[field]!;
      const method = listMethod(context, owner, name);
      if (method !== undefined) return method;
      const tensor = context.listed(owner);
      const found = tensor && (tensorAttribute(context, tensor, name) ?? tensorMethod(context, tensor, name));
      if (found !== undefined) return found;
      throw context.error(property, "attribute", `a ${owner.name} has no ${name}`, "Use torch.tensor(…) of it");
    }
    case "dict": {
      const method = dictMethod(owner, name);
      if (method !== undefined) return method;
      throw context.error(property, "attribute", `a dictionary has no ${name}`, "Use its keys");
    }
    case "string": {
      const method = stringMethod(context, owner.value, name);
      if (method !== undefined) return method;
      throw context.error(property, "attribute", `a string has no ${name} that a loss can use`, "Compare it with ==");
    }
    case "module": {
      const member = owner.member(name);
      if (member !== undefined) return member;
      throw context.error(
        property,
        "unknown function",
        `${owner.name} has no ${name} that a loss can use`,
        "Look for the name in PyTorch's documentation, or calculate it",
      );
    }
    case "instance": {
      const value = owner.attributes.get(name) ?? constantOf(owner.definition, name);
      if (value !== undefined) return value;
      const self = owner.real ?? owner;
      const method = methodOf(owner.definition, name);
      if (method !== undefined) {
        if (method.call === "static") return method.value;
        if (method.call === "class") return { ...method.value, self: self.definition! };
        const bound = { ...method.value, self };
        return method.call === "property" ? interpreter.apply(bound, { positional: [], keywords: [] }, node) : bound;
      }
      if (owner.definition !== undefined || owner.real !== undefined) {
        const inherited = inheritedMethod(interpreter, owner, name);
        if (inherited !== undefined) return inherited;
      }
      throw context.error(
        property,
        "undefined attribute",
        `${context.source.of(node.firstChild!)}.${name} is never set`,
        "Set it in __init__",
      );
    }
    case "class": {
      const value = constantOf(owner, name) ?? methodOf(owner, name)?.value;
      if (value !== undefined) return value;
      throw context.error(property, "undefined attribute", `${owner.name} has no ${name}`, "Define it in the class");
    }
    case "numeric": {
      const found = owner.python
        ? undefined
        : (tensorAttribute(context, owner, name) ?? tensorMethod(context, owner, name));
      if (found !== undefined) return found;
      if (owner.python) {
        throw context.error(
          property,
          "attribute",
          `a Python number has no ${name}`,
          "Use torch.… on tensors, math.… on numbers",
        );
      }
      throw context.error(
        property,
        "unknown method",
        `a tensor has no ${name} that a loss can use`,
        "Look for the name in PyTorch's documentation, or calculate it",
      );
    }
    case "type": // torch.Tensor.float, x.dtype.is_floating_point
      if (name === "is_floating_point") return context.boolean(!["bool", "int64"].includes(owner.name));
      if (name === "type") return { kind: "string", value: "cpu" };
      if (name === "index") return { kind: "none" };
      throw context.error(property, "attribute", `${describe(owner)} has no ${name}`, "Use tensors and numbers");
    default:
      throw context.error(property, "attribute", `${describe(owner)} has no ${name}`, "Use tensors and numbers");
  }
}

/** Methods of every nn.Module that a loss may call. */
function inheritedMethod(
  interpreter: InterpreterApi,
  owner: Extract<Value, { kind: "instance" }>,
  name: string,
): Value | undefined {
  const { context } = interpreter;
  if (name === "training") return context.boolean(true);
  if (["to", "cuda", "cpu", "eval", "train", "float", "double"].includes(name))
    return builtin(name, signature("", "a b * device dtype"), () => owner);
  if (name !== "register_buffer" && name !== "register_parameter") return undefined;
  return {
    kind: "builtin",
    name,
    signature: { required: ["name", "tensor"], optional: ["persistent"], positional: 3 },
    call: (args, at) => {
      const key = args.name!.value;
      if (key.kind !== "string")
        throw context.error(
          at,
          "argument value",
          "a buffer's name is a string",
          "Write register_buffer('name', tensor)",
        );
      owner.attributes.set(key.value, args.tensor!.value);
      return { kind: "none" };
    },
  };
}

/** Of the elements that a mask selects: a method runs on all and counts only those. */
function selectedAttribute(context: Context, owner: SelectedValue, name: string, property: SyntaxNode): Value {
  const { of: whole } = owner;
  const found = tensorMethod(context, whole, name);
  if (found === undefined) {
    const read = (): Value | undefined => tensorAttribute(context, whole, name);
    if (read() !== undefined) return onSelected(context, [owner], property, () => read()!);
    throw context.error(
      property,
      "unknown method",
      `a tensor has no ${name} that a loss can use`,
      "Look for the name in PyTorch's documentation, or calculate it",
    );
  }
  const { overwrites: _, ...method } = found;
  const call = (args: BoundArguments, at: SyntaxNode): Value =>
    onSelected(
      context,
      [owner, ...Object.values(args).flatMap((arg) => (arg === undefined ? [] : [arg.value]))],
      at,
      () => found.call(wholeArguments(args), at),
    );
  return { ...method, call };
}

/** Selected arguments as all their elements: the caller counts those of the selection. */
function wholeArguments(args: BoundArguments): BoundArguments {
  const whole: Record<string, Argument | undefined> = Object.create(null);
  for (const [name, argument] of Object.entries(args))
    whole[name] = argument?.value.kind === "selected" ? { ...argument, value: argument.value.of } : argument;
  return whole;
}
