import type { NodeId, Shape } from "../graph";
import { assign, bindEach, nameLoopValues, sequenceOrOne, update } from "./assignments";
import type { Context } from "./context";
import { readClass, readDecorated, readFunction } from "./definitions";
import { readImport } from "./imports";
import type { InterpreterApi } from "./interpreterApi";
import { isBatch } from "./shapes";
import { children, type SyntaxNode } from "./tree";
import type { NumericValue, Scope, SequenceValue, Value } from "./values";

/** How a body ended: the value of a `return`, and its position; or a jump within a loop. */
export interface Completion {
  readonly value: Value;
  readonly at: SyntaxNode;
  readonly jump?: "continue" | "break";
}

const refusedStatements: Readonly<Record<string, [construct: string, advice: string]>> = {
  WhileStatement: ["while", "A loss has no loops: tensors already calculate with every sample at once"],
  TryStatement: ["try", "Calculate so that nothing fails, e.g. with .clamp(min=1e-7) before a logarithm"],
  ScopeStatement: ["global", "Use a parameter or a local name"],
  YieldStatement: ["yield", "A loss returns one value: use return"],
  MatchStatement: ["match", "Use if and elif"],
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

export function runStatement(interpreter: InterpreterApi, statement: SyntaxNode, scope: Scope): Completion | undefined {
  const { context } = interpreter;
  switch (statement.name) {
    case "StatementGroup":
      return runBody(interpreter, statement, scope);
    case "ExpressionStatement": {
      const expression = statement.firstChild!;
      // Docstrings have no effect.
      if (expression.name === "String" || expression.name === "ContinuedString") return undefined;
      if (onlyReports(interpreter, expression, scope)) context.leaveUnread(statement, "print");
      else interpreter.evaluate(expression, scope);
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
    case "ContinueStatement":
    case "BreakStatement": {
      const jump = statement.name === "BreakStatement" ? "break" : "continue";
      return { value: { kind: "none" }, at: statement, jump };
    }
    case "PassStatement":
    case "DeleteStatement":
      return undefined;
    case "PrintStatement":
      context.leaveUnread(statement, "print");
      return undefined;
    case "DecoratedStatement": {
      const [name, value] = readDecorated(interpreter, statement, scope);
      scope.set(name, value);
      return undefined;
    }
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

/** Calls that only tell somebody something: print, warnings, a log, an assertion on values. */
function onlyReports({ context }: InterpreterApi, expression: SyntaxNode, scope: Scope): boolean {
  if (expression.name !== "CallExpression") return false;
  const callee = context.source.of(expression.firstChild!);
  if (callee === "print" || callee === "pprint" || callee === "breakpoint")
    return scope.get(callee)?.kind !== "function";
  return /^(self\.)?(warnings?|logging|logger|log|pdb|ipdb|sys\.stdout|writer)\.\w+$/.test(callee);
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
const MAX_ITERATIONS = 100;

/** `for i in range(n)` with a known n: runs the body n times. */
function runFor(interpreter: InterpreterApi, statement: SyntaxNode, scope: Scope): Completion | undefined {
  const { context } = interpreter;
  const header = children(statement).slice(1, -1);
  const place = header.findIndex((part) => part.name === "in");
  const [names, items] = [header.slice(0, place).filter((part) => part.name !== ","), header.slice(place + 1)];
  const values = place > 0 && items.length === 1 ? loopValues(interpreter, items[0]!, scope) : undefined;
  if (values === undefined) {
    throw context.error(
      statement,
      "for",
      `a loss counts through range(n), up to ${MAX_ITERATIONS}, or a list`,
      "Tensors already calculate with every sample at once, and sums have .sum()",
    );
  }
  const loop = new Map<string, NodeId[]>();
  context.loops.push(loop);
  try {
    for (const value of values) {
      bindEach(interpreter, names, value, scope);
      const completion = runBody(interpreter, statement.getChild("Body")!, scope);
      if (completion?.jump === "break") break;
      if (completion !== undefined && completion.jump === undefined) return completion;
    }
  } finally {
    context.loops.pop();
  }
  nameLoopValues(interpreter, loop, values.length);
  return undefined;
}

/** The values a loop iterates over; undefined if a loss cannot loop over them. */
export function loopValues(interpreter: InterpreterApi, node: SyntaxNode, scope: Scope): readonly Value[] | undefined {
  const { context } = interpreter;
  const callee = node.name === "CallExpression" ? node.firstChild : null;
  if (callee !== null && context.source.of(callee) === "range" && scope.get("range") === undefined) {
    const bounds = children(node.lastChild!)
      .filter((part) => !["(", ")", ","].includes(part.name))
      .map((part) => context.constantNumber(interpreter.evaluate(part, scope), part, "a bound"));
    const [start, end, step] = bounds.length === 1 ? [0, bounds[0]!, 1] : [bounds[0]!, bounds[1]!, bounds[2] ?? 1];
    const length = Math.max(0, Math.ceil((end - start) / step));
    if (!(length <= MAX_ITERATIONS)) return undefined;
    return Array.from({ length }, (_, i) => context.number(start + i * step));
  }
  const value = interpreter.evaluate(node, scope);
  if (value.kind === "dict") return [...value.entries.keys()].map((key) => ({ kind: "string", value: key }));
  // A row of numbers that is no tensor of samples: `for q in self.quantiles`.
  const list =
    value.kind === "numeric" && !value.python && !isBatch(value.shape[0] ?? "batch") ? rowsOf(context, value) : value;
  return list.kind === "sequence" && list.items.length <= MAX_ITERATIONS ? [...list.items] : undefined;
}

/** The items of a tensor along its first dimension. */
function rowsOf(context: Context, x: NumericValue): SequenceValue {
  const [size, ...rest] = x.shape as [number, ...Shape];
  const inner = x.nodes.length / size;
  const items = Array.from({ length: size }, (_, i) =>
    context.tensor(x.nodes.slice(i * inner, (i + 1) * inner), rest, x.boolean, x.order, x.integer),
  );
  return { kind: "sequence", name: "tuple", items };
}

function runWith(interpreter: InterpreterApi, statement: SyntaxNode, scope: Scope): Completion | undefined {
  const { context } = interpreter;
  const manager = children(statement)[1]!;
  const value = interpreter.evaluate(manager, scope);
  if (value.kind !== "block") {
    throw context.error(
      manager,
      "with",
      "only torch.no_grad(), torch.enable_grad() and autocast can follow with",
      "Use with torch.no_grad():, or plain lines",
    );
  }
  const before = context.noGradDepth;
  if (value.gradient !== undefined) context.noGradDepth = value.gradient ? 0 : before + 1;
  try {
    return runBody(interpreter, statement.getChild("Body")!, scope);
  } finally {
    context.noGradDepth = before;
  }
}

function checkAssertion(interpreter: InterpreterApi, statement: SyntaxNode, scope: Scope): void {
  const { context } = interpreter;
  const condition = children(statement)[1]!;
  const value = interpreter.evaluate(condition, scope);
  // A condition on the samples' values would stop torch; it changes nothing where it holds.
  if (value.kind === "numeric" && value.nodes.some((node) => context.builder.dependsOnSamples(node))) return;
  if (value.kind === "selected" || context.truth(value, condition)) return;
  throw context.error(
    condition,
    "assert",
    `these parameters break the source's own condition ${context.source.of(condition)}`,
    "Choose parameters that fulfil it",
  );
}
