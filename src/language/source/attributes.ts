import type { InterpreterApi } from "./interpreterApi";
import { tensorAttribute, tensorMethod } from "./library/tensorMethods";
import type { SyntaxNode } from "./tree";
import { describe, type Scope, type Value } from "./values";

/** `owner.name`: of a module, an instance, a class or a tensor. */
export function readAttribute(interpreter: InterpreterApi, node: SyntaxNode, scope: Scope): Value {
  const { context } = interpreter;
  const property = node.lastChild!;
  const name = context.source.of(property);
  const owner = interpreter.evaluate(node.firstChild!, scope);
  switch (owner.kind) {
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
      const value = owner.attributes.get(name) ?? owner.definition?.constants.get(name);
      if (value !== undefined) return value;
      const method = owner.definition?.methods.get(name);
      if (method !== undefined) return method.isStatic ? method.value : { ...method.value, self: owner };
      if (owner.definition !== undefined) {
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
      const value = owner.constants.get(name) ?? owner.methods.get(name)?.value;
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
  if (name !== "register_buffer") return undefined;
  return {
    kind: "builtin",
    name: "register_buffer",
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
