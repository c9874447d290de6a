import type { BinaryOp, NodeId } from "../graph";
import { assignItem, replace } from "./inPlace";
import type { InterpreterApi } from "./interpreterApi";
import { onSelected } from "./masks";
import { children, type SyntaxNode } from "./tree";
import { describe, type Scope, type Value } from "./values";

/** `a = …`, `a = b = …`, `a, b = …`, `self.a = …`, with or without a type. */
export function assign(interpreter: InterpreterApi, statement: SyntaxNode, scope: Scope): void {
  const groups: SyntaxNode[][] = [[]];
  for (const part of children(statement)) {
    if (part.name === "AssignOp") groups.push([]);
    else if (part.name !== "TypeDef") groups.at(-1)!.push(part);
  }
  const right = groups.pop()!;
  if (groups.length === 0 || right.length === 0) return; // `x: int` declares and does nothing.
  const value = sequenceOrOne(interpreter, right, scope);
  for (const targets of groups) {
    const names = targets.filter((part) => part.name !== ",");
    if (names.length === 1 && targets.length === 1) bind(interpreter, names[0]!, value, scope);
    else unpack(interpreter, statement, names, value, scope);
  }
}

/** One expression, or several with commas: a tuple. */
export function sequenceOrOne(interpreter: InterpreterApi, parts: readonly SyntaxNode[], scope: Scope): Value {
  const expressions = parts.filter((part) => part.name !== ",");
  if (expressions.length === 1 && parts.length === 1) return interpreter.evaluate(expressions[0]!, scope);
  return { kind: "sequence", name: "tuple", items: expressions.map((part) => interpreter.evaluate(part, scope)) };
}

function unpack(
  interpreter: InterpreterApi,
  statement: SyntaxNode,
  names: readonly SyntaxNode[],
  value: Value,
  scope: Scope,
): void {
  const items = value.kind === "sequence" ? value.items : undefined;
  if (items?.length !== names.length) {
    throw interpreter.context.error(
      statement,
      "assignment",
      `${names.length} names for ${items === undefined ? describe(value) : `${items.length} values`}`,
      "Give every name its value",
    );
  }
  names.forEach((name, i) => {
    bind(interpreter, name, items[i]!, scope);
  });
}

/**
 * For the formula, which shows the last value of each name, in the order of these last assignments.
 */
function nameNodes({ context }: InterpreterApi, nodes: readonly NodeId[], name: string): void {
  context.names.delete(name);
  context.names.set(name, nodes);
  if (nodes.length !== 1) return;
  const loop = context.loops.at(-1);
  loop?.set(name, [...(loop.get(name) ?? []), nodes[0]!]);
}

/**
 * A name that got another value in each iteration of a loop becomes one name with as many elements,
 * unless each value was computed from the previous one.
 */
export function nameLoopValues(
  interpreter: InterpreterApi,
  loop: ReadonlyMap<string, readonly NodeId[]>,
  iterations: number,
): void {
  const { context } = interpreter;
  for (const [name, nodes] of loop) {
    const isLast = context.names.get(name)?.[0] === nodes.at(-1);
    const differ = new Set(nodes).size === iterations && nodes.length === iterations && iterations > 1;
    if (isLast && differ && !context.builder.dependsOn(nodes[1]!, nodes[0]!)) nameNodes(interpreter, nodes, name);
  }
}

/** The formula shows the names of the loss itself, not those of its helpers. */
function nameInEntry(interpreter: InterpreterApi, value: Value, target: SyntaxNode): void {
  if (interpreter.inEntry && value.kind === "numeric")
    nameNodes(interpreter, value.nodes, interpreter.context.source.of(target));
}

/** The names of a loop: one takes the whole value, several take its items. */
export function bindEach(interpreter: InterpreterApi, names: readonly SyntaxNode[], value: Value, scope: Scope): void {
  if (names.length === 1) bind(interpreter, names[0]!, value, scope);
  else unpack(interpreter, names[0]!, names, value, scope);
}

/** Gives a target its value: a name, several in brackets, or `self.name`. */
export function bind(interpreter: InterpreterApi, target: SyntaxNode, value: Value, scope: Scope): void {
  const { context } = interpreter;
  if (target.name === "VariableName") {
    const name = context.source.of(target);
    scope.set(name, value);
    nameInEntry(interpreter, value, target);
    return;
  }
  if (target.name === "TupleExpression" || target.name === "ArrayExpression") {
    const names = children(target).filter((part) => !["(", ")", "[", "]", ","].includes(part.name));
    unpack(interpreter, target, names, value, scope);
    return;
  }
  if (target.name === "MemberExpression" && target.lastChild?.name === "PropertyName") {
    const owner = interpreter.evaluate(target.firstChild!, scope);
    if (owner.kind === "instance" && owner.definition !== undefined) {
      owner.attributes.set(context.source.of(target.lastChild), value);
      return;
    }
    if (owner.kind === "numeric" && context.source.of(target.lastChild) === "data") {
      replace(context, context.numeric(interpreter.evaluate(target, scope), target), value, target);
      return;
    }
    // `x.requires_grad = True` has no effect on a loss's value.
    if (owner.kind === "numeric" && context.source.of(target.lastChild) === "requires_grad") return;
  }
  if (target.name === "MemberExpression" && target.lastChild?.name === "]") {
    assignItem(interpreter, target, value, scope);
    return;
  }
  throw context.error(
    target,
    "assignment",
    `${context.source.of(target)} cannot be assigned`,
    "Assign to a name, or to self.name inside the class",
  );
}

const updates: Readonly<Record<string, BinaryOp>> = {
  "+=": "add",
  "-=": "sub",
  "*=": "mul",
  "/=": "div",
  "**=": "pow",
  "%=": "mod",
  "&=": "and",
  "|=": "or",
};

/** `a += …` and its relatives. */
export function update(interpreter: InterpreterApi, statement: SyntaxNode, scope: Scope): void {
  const { context } = interpreter;
  const [target, operator, expression] = children(statement) as [SyntaxNode, SyntaxNode, SyntaxNode];
  const symbol = context.source.of(operator);
  if (!Object.hasOwn(updates, symbol))
    throw context.error(operator, "operator", `${symbol} is not known here`, "Use =, +=, -=, *=, /=, **= or %=");
  const [old, change] = [interpreter.evaluate(target, scope), interpreter.evaluate(expression, scope)];
  if (old.kind === "sequence" && old.name === "list" && change.kind === "sequence" && symbol === "+=") {
    old.items.push(...change.items);
    return;
  }
  const value = context.guarded(statement, () =>
    onSelected(context, [old, change], statement, ([a, b]) => context.binary(updates[symbol]!, a!, b!, statement)),
  );
  if (old.kind === "numeric" && !old.python) {
    replace(context, old, value, statement);
    if (target.name === "VariableName") nameInEntry(interpreter, old, target);
  } else bind(interpreter, target, value, scope);
}
