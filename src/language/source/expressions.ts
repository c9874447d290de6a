import type { BinaryOp } from "../graph";
import { readArguments } from "./calls";
import type { InterpreterApi } from "./interpreterApi";
import { builtinName } from "./library/python";
import { tensorAttribute, tensorMethod } from "./library/tensorMethods";
import { readSubscript } from "./subscripts";
import { children, type SyntaxNode } from "./tree";
import { describe, type Scope, type Value } from "./values";

export function evaluateExpression(interpreter: InterpreterApi, node: SyntaxNode, scope: Scope): Value {
  const { context } = interpreter;
  switch (node.name) {
    case "Number":
      return readNumber(interpreter, node);
    case "Boolean":
      return context.boolean(context.source.of(node) === "True");
    case "None":
      return { kind: "none" };
    case "String":
      return readString(interpreter, node);
    case "ContinuedString":
      return {
        kind: "string",
        value: children(node)
          .map((part) => context.source.of(part).slice(1, -1))
          .join(""),
      };
    case "FormatString":
      // An f-string is kept as written, unformatted: sources use it for the text of error messages.
      return { kind: "string", value: context.source.of(node) };
    case "Ellipsis":
      return { kind: "ellipsis" };
    case "VariableName":
      return readName(interpreter, node, scope);
    case "ParenthesizedExpression":
      return interpreter.evaluate(children(node)[1]!, scope);
    case "TupleExpression":
    case "ArrayExpression": {
      const items = children(node).filter((part) => !["(", ")", "[", "]", ","].includes(part.name));
      if (items.some((item) => item.name === "*"))
        throw context.error(node, "unpacking", "nothing is unpacked here", "Write the items out");
      return {
        kind: "sequence",
        name: node.name === "TupleExpression" ? "tuple" : "list",
        items: items.map((item) => interpreter.evaluate(item, scope)),
      };
    }
    case "UnaryExpression":
      return readUnary(interpreter, node, scope);
    case "BinaryExpression":
      return readBinary(interpreter, node, scope);
    case "ConditionalExpression": {
      const [then, , condition, , otherwise] = children(node) as SyntaxNode[];
      const chosen = context.truth(interpreter.evaluate(condition!, scope), condition!) ? then! : otherwise!;
      return interpreter.evaluate(chosen, scope);
    }
    case "CallExpression": {
      const [callee, list] = [node.firstChild!, node.lastChild!];
      // The name is looked up first, so that the error reports an unknown function.
      const value = interpreter.evaluate(callee, scope);
      const given = readArguments(context, list, (part) => interpreter.evaluate(part, scope));
      return interpreter.apply(value, given, node);
    }
    case "MemberExpression":
      return node.lastChild!.name === "PropertyName"
        ? readAttribute(interpreter, node, scope)
        : readSubscript(interpreter, node, scope);
    case "LambdaExpression":
      throw context.error(node, "lambda", "lambda is not read", "Write a named function with def");
    case "ArrayComprehensionExpression":
    case "ComprehensionExpression":
    case "SetComprehensionExpression":
    case "DictionaryComprehensionExpression":
      throw context.error(
        node,
        "comprehension",
        "a loss has no loops, not even inside brackets",
        "Calculate with the whole tensor at once",
      );
    case "AwaitExpression":
    case "YieldExpression":
    case "YieldStatement":
      throw context.error(node, "yield", "a loss returns one value", "Use return");
    case "NamedExpression":
      throw context.error(node, "assignment", ":= is not read", "Assign on a line of its own");
    default:
      throw context.error(
        node,
        "expression",
        `${context.source.of(node).slice(0, 30)} is not read here`,
        "Use numbers, names, arithmetic, comparisons and calls",
      );
  }
}

/** A list can double with every line `a = a + a`. */
const MAX_ITEMS = 1_000;

function readNumber(interpreter: InterpreterApi, node: SyntaxNode): Value {
  const text = interpreter.context.source.of(node).replaceAll("_", "");
  const value = Number(text.replace(/^0+(?=\d)/, ""));
  if (!Number.isFinite(value)) {
    const advice = /[jJ]$/.test(text) ? "Losses are real" : "Keep numbers within what a 64-bit float holds";
    throw interpreter.context.error(node, "number", `${text} is not a number a loss can use`, advice);
  }
  return interpreter.context.number(value);
}

function readString(interpreter: InterpreterApi, node: SyntaxNode): Value {
  const match = /^[a-zA-Z]*("""|'''|"|')([\s\S]*)\1$/.exec(interpreter.context.source.of(node));
  return { kind: "string", value: match?.[2] ?? "" };
}

function readName(interpreter: InterpreterApi, node: SyntaxNode, scope: Scope): Value {
  const { context } = interpreter;
  const name = context.source.of(node);
  const value = scope.get(name) ?? builtinName(context, name);
  if (value !== undefined) return value;
  const advice =
    node.parent?.name === "CallExpression" && node.parent.firstChild?.from === node.from
      ? "Define the function in the text, or use one of torch"
      : "Make it a parameter, or assign it first";
  throw context.error(node, "undefined name", `${name} is not defined`, advice);
}

function readUnary(interpreter: InterpreterApi, node: SyntaxNode, scope: Scope): Value {
  const { context } = interpreter;
  const [operator, operand] = children(node) as [SyntaxNode, SyntaxNode];
  const value = interpreter.evaluate(operand, scope);
  switch (context.source.of(operator)) {
    case "-":
      return context.unary("neg", value, node);
    case "+":
      return context.binary("add", value, context.number(0), node);
    case "~":
      if (value.kind === "numeric" && value.boolean) return context.unary("not", value, node);
      throw context.error(node, "operator", "~ turns masks around, and this is none", "Use it on a comparison");
    default:
      return negate(interpreter, value, operand);
  }
}

/**
 * Python's `not`. For a number that depends on parameters the result stays a number, so that a
 * guard is remembered only when it is used as a condition.
 */
function negate(interpreter: InterpreterApi, value: Value, at: SyntaxNode): Value {
  return interpreter.context.boolean(!interpreter.context.truth(value, at));
}

const arithmetic: Readonly<Record<string, BinaryOp>> = {
  "+": "add",
  "-": "sub",
  "*": "mul",
  "/": "div",
  "**": "pow",
  "%": "mod",
  "<": "lt",
  "<=": "le",
  ">": "gt",
  ">=": "ge",
};

function readBinary(interpreter: InterpreterApi, node: SyntaxNode, scope: Scope): Value {
  const { context } = interpreter;
  const parts = children(node);
  const [left, right] = [parts[0]!, parts.at(-1)!];
  const operator = parts
    .slice(1, -1)
    .map((part) => context.source.of(part))
    .join(" ");
  if (operator === "and" || operator === "or") {
    const first = interpreter.evaluate(left, scope);
    const taken = context.truth(first, left);
    return taken === (operator === "and") ? interpreter.evaluate(right, scope) : first;
  }
  const comparison = parts[1]!.name === "CompareOp";
  const first = interpreter.evaluate(left, scope);
  // `0 <= a <= 1` is parsed as `(0 <= a) <= 1`; Python means `0 <= a and a <= 1`.
  if (comparison && left.name === "BinaryExpression" && left.firstChild!.nextSibling?.name === "CompareOp") {
    if (!context.truth(first, left)) return context.boolean(false);
    return compare(
      interpreter,
      operator,
      interpreter.evaluate(left.lastChild!, scope),
      interpreter.evaluate(right, scope),
      node,
    );
  }
  const second = interpreter.evaluate(right, scope);
  return compare(interpreter, operator, first, second, node);
}

function compare(interpreter: InterpreterApi, operator: string, left: Value, right: Value, node: SyntaxNode): Value {
  const { context } = interpreter;
  switch (operator) {
    case "is":
    case "is not":
      return context.boolean(same(left, right) === (operator === "is"));
    case "in":
    case "not in":
      if (right.kind !== "sequence")
        throw context.error(
          node,
          "operator",
          `${describe(right)} holds nothing`,
          "Ask whether it is in a tuple or list",
        );
      return context.boolean(right.items.some((item) => equal(interpreter, left, item, node)) === (operator === "in"));
    case "==":
    case "!=":
      // `x.size(0) == y.size(0)`: the batch size equals itself.
      if (left.kind === "numeric" && right.kind === "numeric" && left.python && left.nodes[0] === right.nodes[0])
        return context.boolean(operator === "==");
      if (left.kind === "numeric" && right.kind === "numeric")
        return context.binary(operator === "==" ? "eq" : "ne", left, right, node);
      return context.boolean(same(left, right) === (operator === "=="));
    case "//":
      return context.unary("floor", context.binary("div", left, right, node), node);
    case "&":
    case "|":
      return context.binary(operator === "&" ? "and" : "or", left, right, node);
    default:
      if (!Object.hasOwn(arithmetic, operator))
        throw context.error(node, "operator", `${operator} is not read here`, "Use + - * / ** and comparisons");
      if (left.kind === "sequence" && right.kind === "sequence" && operator === "+") {
        const items = [...left.items, ...right.items];
        if (items.length > MAX_ITEMS)
          throw context.error(node, "too large", `a ${left.name} of more than ${MAX_ITEMS} items`, "Use tensors");
        return { ...left, items };
      }
      return context.guarded(node, () => context.binary(arithmetic[operator]!, left, right, node));
  }
}

/** Python's ==, decided at once: numbers that depend on parameters leave a guard. */
function equal(interpreter: InterpreterApi, left: Value, right: Value, at: SyntaxNode): boolean {
  if (left.kind !== "numeric" || right.kind !== "numeric") return same(left, right);
  return interpreter.context.truth(interpreter.context.binary("eq", left, right, at), at);
}

function same(left: Value, right: Value): boolean {
  if (left.kind === "numeric" && right.kind === "numeric")
    return sameNodes(left.nodes, right.nodes) && left.boolean === right.boolean;
  if (left.kind === "string" && right.kind === "string") return left.value === right.value;
  if (left.kind === "type" && right.kind === "type") return left.name === right.name;
  // Compares shapes: `pred.shape == target.shape`. Tuples in tuples are refused, see isInstance.
  if (left.kind === "sequence" && right.kind === "sequence") {
    const others = right.items;
    return (
      left === right ||
      (left.items.length === others.length &&
        left.items.every((item, i) => item.kind !== "sequence" && same(item, others[i]!)))
    );
  }
  return left === right || (left.kind === "none" && right.kind === "none");
}

function sameNodes(left: readonly number[], right: readonly number[]): boolean {
  return left.length === right.length && left.every((node, i) => node === right[i]);
}

function readAttribute(interpreter: InterpreterApi, node: SyntaxNode, scope: Scope): Value {
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
