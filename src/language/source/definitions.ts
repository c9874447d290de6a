import type { InterpreterApi } from "./interpreterApi";
import { children, type SyntaxNode } from "./tree";
import { type ClassMethod, type ClassValue, describe, type FunctionValue, type Scope, type Value } from "./values";

export function readFunction(interpreter: InterpreterApi, definition: SyntaxNode, scope: Scope): FunctionValue {
  const { context } = interpreter;
  const name = definition.getChild("VariableName");
  if (name === null)
    throw context.error(definition, "syntax", "a function needs a name", "Write def loss(y_pred, y_true):");
  if (definition.firstChild?.name === "async")
    throw context.error(definition, "async", "a loss does not wait for anything", "Remove async");
  return { kind: "function", name: context.source.of(name), definition, scope };
}

/** A class and its methods. Bodies are interpreted only when called. */
export function readClass(interpreter: InterpreterApi, definition: SyntaxNode, scope: Scope): ClassValue {
  const { context } = interpreter;
  const nameNode = definition.getChild("VariableName");
  if (nameNode === null)
    throw context.error(definition, "syntax", "a class needs a name", "Write class Loss(nn.Module):");
  const methods = new Map<string, ClassMethod>();
  const constants = new Map<string, Value>();
  const owner: { current: ClassValue | undefined } = { current: undefined };
  for (const statement of children(definition.getChild("Body")!)) {
    if (statement.name === ":" || statement.name === "PassStatement") continue;
    const decorated = statement.name === "DecoratedStatement";
    const method = decorated ? statement.getChild("FunctionDefinition") : statement;
    if (method?.name === "FunctionDefinition") {
      const call = decorated ? methodKind(interpreter, statement) : "instance";
      const noGrad = decorated && stopsGradient(interpreter, statement);
      const value = { ...readFunction(interpreter, method, scope), owner, noGrad };
      methods.set(value.name, { value, call });
    } else if (statement.name === "AssignStatement") {
      const [target, ...rest] = children(statement).filter((part) => part.name !== "TypeDef");
      const value = rest.at(-1);
      if (value !== undefined) constants.set(context.source.of(target!), interpreter.evaluate(value, scope));
    } else if (statement.name !== "ExpressionStatement" || !isText(statement.firstChild!)) {
      throw context.error(
        statement,
        "class body",
        "a class holds methods, constants and a docstring",
        "Move this into __init__ or forward",
      );
    }
  }
  const value: ClassValue = {
    kind: "class",
    name: context.source.of(nameNode),
    nameNode,
    methods,
    constants,
    ...baseOf(interpreter, definition, scope),
  };
  owner.current = value;
  return value;
}

function isText(node: SyntaxNode): boolean {
  return ["String", "ContinuedString", "FormatString", "Ellipsis"].includes(node.name);
}

/** The base class that stands in the text, or torch's base of losses. Any other is left unread. */
function baseOf(
  interpreter: InterpreterApi,
  definition: SyntaxNode,
  scope: Scope,
): Pick<ClassValue, "base" | "torchBase"> {
  const { context } = interpreter;
  const list = definition.getChild("ArgList");
  for (const part of list === null ? [] : children(list)) {
    const text = context.source.of(part);
    if (/(^|\.)Function$/.test(text)) {
      throw context.error(
        part,
        "autograd function",
        "a torch.autograd.Function brings a backward of its own, and here the gradient is that of the value",
        "Write the loss as a function of tensors; the gradient is found by itself",
      );
    }
    const last = /(?:^|\.)(_Loss|_WeightedLoss)$/.exec(text)?.[1];
    if (last !== undefined && scope.get(last)?.kind !== "class") return { torchBase: last as "_Loss" };
    if (part.name !== "VariableName") continue;
    const value = scope.get(text);
    if (value?.kind === "class") return { base: value };
  }
  return {};
}

function methodKind(interpreter: InterpreterApi, statement: SyntaxNode): ClassMethod["call"] {
  const names = decoratorNames(interpreter, statement);
  if (names.includes("staticmethod")) return "static";
  if (names.includes("classmethod")) return "class";
  return names.includes("property") ? "property" : "instance";
}

function decoratorNames(interpreter: InterpreterApi, statement: SyntaxNode): string[] {
  return statement.getChildren("Decorator").map((decorator) => {
    const text = interpreter.context.source.of(decorator).trim().slice(1);
    return text.replace(/\(.*$/s, "").trim();
  });
}

/** `@torch.no_grad()` and its relatives: what the function calculates has no gradient. */
function stopsGradient(interpreter: InterpreterApi, statement: SyntaxNode): boolean {
  return decoratorNames(interpreter, statement).some((name) => /(^|\.)(no_grad|inference_mode)$/.test(name));
}

/**
 * A function or class with decorators. Those of the text are applied; those of other modules (a
 * registry, torch.jit, autocast) have no effect on the value and are left unread.
 */
export function readDecorated(interpreter: InterpreterApi, statement: SyntaxNode, scope: Scope): [string, Value] {
  const { context } = interpreter;
  const classNode = statement.getChild("ClassDefinition");
  if (classNode !== null) {
    const value = readClass(interpreter, classNode, scope);
    noteUnread(interpreter, statement, []);
    return [value.name, value];
  }
  const definition = statement.getChild("FunctionDefinition")!;
  const own = readFunction(interpreter, definition, scope);
  let value: Value = stopsGradient(interpreter, statement) ? { ...own, noGrad: true } : own;
  const applied: SyntaxNode[] = [];
  for (const decorator of [...statement.getChildren("Decorator")].reverse()) {
    const [, name, dot] = children(decorator);
    if (name === undefined || dot?.name === "." || dot?.name === "ArgList") continue;
    const found = scope.get(context.source.of(name));
    if (found?.kind !== "function") continue;
    applied.push(decorator);
    const argument = { value, at: decorator };
    value = interpreter.apply(found, { positional: [argument], keywords: [] }, decorator);
    if (value.kind !== "function")
      throw context.error(decorator, "decorator", `it makes ${describe(value)} of the function`, "Remove it");
  }
  noteUnread(interpreter, statement, applied);
  return [own.name, value];
}

function noteUnread({ context }: InterpreterApi, statement: SyntaxNode, applied: readonly SyntaxNode[]): void {
  for (const decorator of statement.getChildren("Decorator"))
    if (!applied.includes(decorator)) context.leaveUnread(decorator, "decorator");
}
