import type { BinaryOp, NodeId } from "../graph";
import { readClass, readFunction } from "./definitions";
import { readImport } from "./imports";
import type { InterpreterApi } from "./interpreterApi";
import { children, type SyntaxNode } from "./tree";
import { describe, type Scope, type Value } from "./values";

/** How a body ended: the value of a `return`, and its position. */
export interface Completion {
  readonly value: Value;
  readonly at: SyntaxNode;
}

const refusedStatements: Readonly<Record<string, [construct: string, advice: string]>> = {
  WhileStatement: ["while", "A loss has no loops: tensors already calculate with every sample at once"],
  TryStatement: ["try", "Calculate so that nothing fails, e.g. with .clamp(min=1e-7) before a logarithm"],
  ScopeStatement: ["global", "Use a parameter or a local name"],
  YieldStatement: ["yield", "A loss returns one value: use return"],
  DeleteStatement: ["del", "Leave the name, nothing needs deleting"],
  MatchStatement: ["match", "Use if and elif"],
  BreakStatement: ["break", "A loss has no loops"],
  ContinueStatement: ["continue", "A loss has no loops"],
  PrintStatement: ["print", "A loss only calculates"],
};

/** Runs a Body or the whole text; undefined if it ended without a return. */
export function runBody(interpreter: InterpreterApi, body: SyntaxNode, scope: Scope): Completion | undefined {
  for (const statement of children(body)) {
    if (statement.name === ":" || statement.name === ";") continue;
    const completion = runStatement(interpreter, statement, scope);
    if (completion !== undefined) return completion;
  }
  return undefined;
}

function runStatement(interpreter: InterpreterApi, statement: SyntaxNode, scope: Scope): Completion | undefined {
  const { context } = interpreter;
  switch (statement.name) {
    case "StatementGroup":
      return runBody(interpreter, statement, scope);
    case "ExpressionStatement": {
      const expression = statement.firstChild!;
      // Docstrings have no effect.
      if (expression.name !== "String" && expression.name !== "ContinuedString")
        interpreter.evaluate(expression, scope);
      return undefined;
    }
    case "AssignStatement":
      assign(interpreter, statement, scope);
      return undefined;
    case "UpdateStatement":
      update(interpreter, statement, scope);
      return undefined;
    case "ReturnStatement":
      return readReturn(interpreter, statement, scope);
    case "IfStatement":
      return runIf(interpreter, statement, scope);
    case "ForStatement":
      return runFor(interpreter, statement, scope);
    case "WithStatement":
      return runWith(interpreter, statement, scope);
    case "AssertStatement":
      checkAssertion(interpreter, statement, scope);
      return undefined;
    case "RaiseStatement":
      throw context.error(
        statement,
        "raise",
        `with these parameters the source stops here: ${context.source.of(statement)}`,
        "Choose parameters that it accepts",
      );
    case "ImportStatement":
      readImport(interpreter, statement, scope);
      return undefined;
    case "FunctionDefinition": {
      const value = readFunction(interpreter, statement, scope);
      scope.set(value.name, value);
      return undefined;
    }
    case "ClassDefinition": {
      const value = readClass(interpreter, statement, scope);
      scope.set(value.name, value);
      return undefined;
    }
    case "PassStatement":
      return undefined;
    case "DecoratedStatement":
      throw context.error(
        statement.firstChild!,
        "decorator",
        "only methods can be decorated, with @staticmethod",
        "Remove the decorator",
      );
    default: {
      const [construct, advice] = Object.hasOwn(refusedStatements, statement.name)
        ? refusedStatements[statement.name]!
        : [
            statement.name.replace("Statement", "").toLowerCase(),
            "Use assignments, if, with torch.no_grad() and return",
          ];
      throw context.error(statement, construct, `a loss has no ${construct}`, advice);
    }
  }
}

/** `a = …`, `a = b = …`, `a, b = …`, `self.a = …`, with or without a type. */
function assign(interpreter: InterpreterApi, statement: SyntaxNode, scope: Scope): void {
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
function sequenceOrOne(interpreter: InterpreterApi, parts: readonly SyntaxNode[], scope: Scope): Value {
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
function nameTurns(interpreter: InterpreterApi, loop: ReadonlyMap<string, readonly NodeId[]>, turns: number): void {
  const { context } = interpreter;
  for (const [name, nodes] of loop) {
    const isLast = context.names.get(name)?.[0] === nodes.at(-1);
    const differ = new Set(nodes).size === turns && nodes.length === turns && turns > 1;
    if (isLast && differ && !context.builder.dependsOn(nodes[1]!, nodes[0]!)) nameNodes(interpreter, nodes, name);
  }
}

function bind(interpreter: InterpreterApi, target: SyntaxNode, value: Value, scope: Scope): void {
  const { context } = interpreter;
  if (target.name === "VariableName") {
    const name = context.source.of(target);
    scope.set(name, value);
    if (interpreter.inEntry && value.kind === "numeric") nameNodes(interpreter, value.nodes, name);
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
};

function update(interpreter: InterpreterApi, statement: SyntaxNode, scope: Scope): void {
  const { context } = interpreter;
  const [target, operator, expression] = children(statement) as [SyntaxNode, SyntaxNode, SyntaxNode];
  const symbol = context.source.of(operator);
  if (!Object.hasOwn(updates, symbol))
    throw context.error(operator, "operator", `${symbol} is not known here`, "Use =, +=, -=, *=, /=, **= or %=");
  const [old, change] = [interpreter.evaluate(target, scope), interpreter.evaluate(expression, scope)];
  const value = context.guarded(statement, () => context.binary(updates[symbol]!, old, change, statement));
  if (old.kind === "numeric" && !old.python) interpreter.overwrite(old, value);
  bind(interpreter, target, value, scope);
}

function readReturn(interpreter: InterpreterApi, statement: SyntaxNode, scope: Scope): Completion {
  const parts = children(statement).slice(1);
  if (parts.length === 0) return { value: { kind: "none" }, at: statement };
  const at = parts[0]!;
  return { value: sequenceOrOne(interpreter, parts, scope), at };
}

/** if, elif, else: only the branch that is taken is interpreted, as in torch. */
function runIf(interpreter: InterpreterApi, statement: SyntaxNode, scope: Scope): Completion | undefined {
  const parts = children(statement);
  for (let i = 0; i < parts.length; ) {
    if (parts[i]!.name === "else") return runBody(interpreter, parts[i + 1]!, scope);
    const condition = parts[i + 1]!;
    if (interpreter.context.truth(interpreter.evaluate(condition, scope), condition)) {
      return runBody(interpreter, parts[i + 2]!, scope);
    }
    i += 3;
  }
  return undefined;
}

/** More iterations than any loss needs for its classes or bins. */
const MAX_TURNS = 100;

/** `for i in range(n)` with a known n: runs the body n times. */
function runFor(interpreter: InterpreterApi, statement: SyntaxNode, scope: Scope): Completion | undefined {
  const { context } = interpreter;
  const header = children(statement).slice(1, -1);
  const place = header.findIndex((part) => part.name === "in");
  const [name, items] = [header[0]!, header.slice(place + 1)];
  const values = place === 1 && items.length === 1 ? turns(interpreter, items[0]!, scope) : undefined;
  if (values === undefined) {
    throw context.error(
      statement,
      "for",
      `a loss counts through range(n), up to ${MAX_TURNS}, or a list`,
      "Tensors already calculate with every sample at once, and sums have .sum()",
    );
  }
  const loop = new Map<string, NodeId[]>();
  context.loops.push(loop);
  try {
    for (const value of values) {
      bind(interpreter, name, value, scope);
      const completion = runBody(interpreter, statement.getChild("Body")!, scope);
      if (completion !== undefined) return completion;
    }
  } finally {
    context.loops.pop();
  }
  nameTurns(interpreter, loop, values.length);
  return undefined;
}

/** The values a loop iterates over; undefined if a loss cannot loop over them. */
function turns(interpreter: InterpreterApi, node: SyntaxNode, scope: Scope): readonly Value[] | undefined {
  const { context } = interpreter;
  const callee = node.name === "CallExpression" ? node.firstChild : null;
  if (callee !== null && context.source.of(callee) === "range" && scope.get("range") === undefined) {
    const bounds = children(node.lastChild!)
      .filter((part) => !["(", ")", ","].includes(part.name))
      .map((part) => context.constantNumber(interpreter.evaluate(part, scope), part, "a bound"));
    const [start, end, step] = bounds.length === 1 ? [0, bounds[0]!, 1] : [bounds[0]!, bounds[1]!, bounds[2] ?? 1];
    const length = Math.max(0, Math.ceil((end - start) / step));
    if (!(length <= MAX_TURNS)) return undefined;
    return Array.from({ length }, (_, i) => context.number(start + i * step));
  }
  const value = interpreter.evaluate(node, scope);
  return value.kind === "sequence" && value.items.length <= MAX_TURNS ? value.items : undefined;
}

function runWith(interpreter: InterpreterApi, statement: SyntaxNode, scope: Scope): Completion | undefined {
  const { context } = interpreter;
  const manager = children(statement)[1]!;
  const value = interpreter.evaluate(manager, scope);
  if (value.kind !== "noGrad") {
    throw context.error(
      manager,
      "with",
      "only torch.no_grad() can follow with",
      "Use with torch.no_grad():, or plain lines",
    );
  }
  context.noGradDepth++;
  try {
    return runBody(interpreter, statement.getChild("Body")!, scope);
  } finally {
    context.noGradDepth--;
  }
}

function checkAssertion(interpreter: InterpreterApi, statement: SyntaxNode, scope: Scope): void {
  const { context } = interpreter;
  const condition = children(statement)[1]!;
  if (context.truth(interpreter.evaluate(condition, scope), condition)) return;
  throw context.error(
    condition,
    "assert",
    `these parameters break the source's own condition ${context.source.of(condition)}`,
    "Choose parameters that fulfil it",
  );
}
