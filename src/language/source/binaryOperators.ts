import type { BinaryOp } from "../graph";
import type { InterpreterApi } from "./interpreterApi";
import { matrixProduct } from "./library/products";
import { onSelected } from "./masks";
import { children, type SyntaxNode } from "./tree";
import { describe, type Scope, type Value } from "./values";

/** A list can double with every line `a = a + a`. */
const MAX_ITEMS = 1_000;

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

/**
 * `a + b`, `a < b`, `a and b`, `a in b` …, with Python's short circuits and chained comparisons.
 */
export function readBinary(interpreter: InterpreterApi, node: SyntaxNode, scope: Scope): Value {
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
    const [middle, last] = [interpreter.evaluate(left.lastChild!, scope), interpreter.evaluate(right, scope)];
    return compare(interpreter, operator, middle, last, node);
  }
  const second = interpreter.evaluate(right, scope);
  if (first.kind !== "selected" && second.kind !== "selected")
    return compare(interpreter, operator, first, second, node);
  return onSelected(context, [first, second], node, ([a, b]) => compare(interpreter, operator, a!, b!, node));
}

function compare(interpreter: InterpreterApi, operator: string, left: Value, right: Value, node: SyntaxNode): Value {
  const { context } = interpreter;
  switch (operator) {
    case "is":
    case "is not":
      return context.boolean(same(left, right) === (operator === "is"));
    case "in":
    case "not in":
      if (right.kind === "dict") {
        const known = left.kind === "string" && right.entries.has(left.value);
        return context.boolean(known === (operator === "in"));
      }
      if (left.kind === "string" && right.kind === "string")
        return context.boolean(right.value.includes(left.value) === (operator === "in"));
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
    case "^":
      if (left.kind === "numeric" && right.kind === "numeric" && left.boolean && right.boolean)
        return context.binary("ne", left, right, node);
      throw context.error(node, "operator", "^ is 'exclusive or' of two masks", "Use ** for a power");
    case "&":
    case "|":
      return context.binary(operator === "&" ? "and" : "or", left, right, node);
    case "@":
      return matrixProduct(context, context.numeric(left, node), context.numeric(right, node), node);
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
