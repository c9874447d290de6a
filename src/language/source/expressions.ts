import { bind, bindEach } from "./assignments";
import { readAttribute } from "./attributes";
import { readBinary } from "./binaryOperators";
import { readArguments } from "./calls";
import type { InterpreterApi } from "./interpreterApi";
import { builtinName } from "./library/python";
import { onSelected } from "./masks";
import { loopValues } from "./statements";
import { readSubscript } from "./subscripts";
import { children, type SyntaxNode } from "./tree";
import { describe, methodOf, Scope, type Value } from "./values";

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
      const values: Value[] = [];
      for (let i = 0; i < items.length; i++) {
        const unpacked = items[i]!.name === "*";
        const value = interpreter.evaluate(items[unpacked ? ++i : i]!, scope);
        if (!unpacked) values.push(value);
        else if (value.kind === "sequence") values.push(...value.items);
        else throw context.error(node, "unpacking", "only a tuple or list is unpacked", "Write the items out");
      }
      return { kind: "sequence", name: node.name === "TupleExpression" ? "tuple" : "list", items: values };
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
      // With a name of its own it is a function as def writes it, which has a place for errors.
      if (node.parent?.name === "AssignStatement" && node.parent.firstChild?.name === "VariableName")
        throw context.error(node, "lambda", "a lambda with a name is not read", "Write a named function with def");
      return { kind: "function", name: "lambda", definition: node, scope };
    case "ArrayComprehensionExpression":
    case "ComprehensionExpression":
      return readComprehension(interpreter, node, scope);
    case "DictionaryExpression":
      return readDictionary(interpreter, node, scope);
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
    case "NamedExpression": {
      const value = interpreter.evaluate(node.lastChild!, scope);
      bind(interpreter, node.firstChild!, value, scope);
      return value;
    }
    default:
      throw context.error(
        node,
        "expression",
        `${context.source.of(node).slice(0, 30)} is not read here`,
        "Use numbers, names, arithmetic, comparisons and calls",
      );
  }
}

/** `[f(x) for x in xs if c]` over a list that is known; a loop over samples is refused. */
function readComprehension(interpreter: InterpreterApi, node: SyntaxNode, scope: Scope): Value {
  const { context } = interpreter;
  const parts = children(node).filter((part) => !["(", ")", "[", "]"].includes(part.name));
  const items: Value[] = [];
  const inner = new Scope(scope);
  const clauses: SyntaxNode[][] = [];
  for (const part of parts.slice(1)) {
    if (part.name === "for" || part.name === "if") clauses.push([part]);
    else clauses.at(-1)?.push(part);
  }
  const run = (depth: number): void => {
    const clause = clauses[depth];
    if (clause === undefined) {
      items.push(interpreter.evaluate(parts[0]!, inner));
      return;
    }
    const [keyword, ...rest] = clause;
    if (keyword!.name === "if") {
      if (context.truth(interpreter.evaluate(rest[0]!, inner), rest[0]!)) run(depth + 1);
      return;
    }
    const place = rest.findIndex((part) => part.name === "in");
    const names = rest.slice(0, place).filter((part) => part.name !== ",");
    const over = rest[place + 1];
    const values = over === undefined ? undefined : loopValues(interpreter, over, inner);
    if (values === undefined) {
      throw context.error(
        node,
        "comprehension",
        "a loss has no loops over its samples, not even inside brackets",
        "Calculate with the whole tensor at once; only short known lists are gone through",
      );
    }
    for (const value of values) {
      bindEach(interpreter, names, value, inner);
      run(depth + 1);
    }
  };
  run(0);
  return { kind: "sequence", name: "list", items };
}

function readDictionary(interpreter: InterpreterApi, node: SyntaxNode, scope: Scope): Value {
  const entries = new Map<string, Value>();
  const parts = children(node).filter((part) => !["{", "}", ","].includes(part.name));
  for (let i = 0; i + 2 < parts.length; i += 3) {
    const key = interpreter.evaluate(parts[i]!, scope);
    if (key.kind !== "string" || parts[i + 1]!.name !== ":")
      throw interpreter.context.error(node, "dictionary", `${describe(key)} is no key here`, "Use strings as keys");
    entries.set(key.value, interpreter.evaluate(parts[i + 2]!, scope));
  }
  return { kind: "dict", entries };
}

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
  if (value?.kind === "unread") throw value.error(node);
  if (value !== undefined) return value;
  const self = context.methods.at(-1)?.self;
  const attribute =
    self?.kind === "instance" ? (self.attributes.get(name) ?? methodOf(self.definition, name)) : undefined;
  const advice =
    attribute !== undefined
      ? `Write self.${name}, which the class has`
      : node.parent?.name === "CallExpression" && node.parent.firstChild?.from === node.from
        ? "Define the function in the text, or use one of torch"
        : "Make it a parameter, or assign it first";
  throw context.error(node, "undefined name", `${name} is not defined here`, advice);
}

function readUnary(interpreter: InterpreterApi, node: SyntaxNode, scope: Scope): Value {
  const { context } = interpreter;
  const value = interpreter.evaluate(node.lastChild!, scope);
  if (value.kind === "selected")
    return onSelected(context, [value], node, ([whole]) => applyUnary(interpreter, node, whole!));
  return applyUnary(interpreter, node, value);
}

function applyUnary(interpreter: InterpreterApi, node: SyntaxNode, value: Value): Value {
  const { context } = interpreter;
  const [operator, operand] = children(node) as [SyntaxNode, SyntaxNode];
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
