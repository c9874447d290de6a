import { readAttribute } from "./attributes";
import { readBinary } from "./binaryOperators";
import { readArguments } from "./calls";
import type { InterpreterApi } from "./interpreterApi";
import { builtinName } from "./library/python";
import { readSubscript } from "./subscripts";
import { children, type SyntaxNode } from "./tree";
import type { Scope, Value } from "./values";

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
