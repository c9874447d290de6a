import type { InterpreterApi } from "./interpreterApi";
import { children, type SyntaxNode } from "./tree";
import type { ClassValue, FunctionValue, Scope, Value } from "./values";

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
  const methods = new Map<string, { value: FunctionValue; isStatic: boolean }>();
  const constants = new Map<string, Value>();
  for (const statement of children(definition.getChild("Body")!)) {
    if (statement.name === ":" || statement.name === "PassStatement") continue;
    const isStatic = statement.name === "DecoratedStatement";
    if (isStatic) refuseOtherDecorators(interpreter, statement);
    const method = isStatic ? statement.getChild("FunctionDefinition") : statement;
    if (method?.name === "FunctionDefinition") {
      const value = readFunction(interpreter, method, scope);
      methods.set(value.name, { value, isStatic });
    } else if (statement.name === "AssignStatement") {
      const [target, ...rest] = children(statement).filter((part) => part.name !== "TypeDef");
      const value = rest.at(-1);
      if (value !== undefined) constants.set(context.source.of(target!), interpreter.evaluate(value, scope));
    } else if (statement.name !== "ExpressionStatement" || statement.firstChild?.name !== "String") {
      throw context.error(
        statement,
        "class body",
        "a class holds methods, constants and a docstring",
        "Move this into __init__ or forward",
      );
    }
  }
  return { kind: "class", name: context.source.of(nameNode), nameNode, methods, constants };
}

function refuseOtherDecorators(interpreter: InterpreterApi, statement: SyntaxNode): void {
  for (const decorator of statement.getChildren("Decorator")) {
    if (interpreter.context.source.of(decorator).trim() === "@staticmethod") continue;
    throw interpreter.context.error(decorator, "decorator", "only @staticmethod is known", "Remove the decorator");
  }
}
