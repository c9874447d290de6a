import type { CallArguments } from "./calls";
import type { Context } from "./context";
import type { SyntaxNode } from "./tree";
import type { Scope, Value } from "./values";

/** The part of the interpreter (`interpreter.ts`) that statements and expressions call. */
export interface InterpreterApi {
  readonly context: Context;
  /** Whether the function being run now is the loss itself, not a helper. */
  readonly inEntry: boolean;
  evaluate(node: SyntaxNode, scope: Scope): Value;
  /** Calls whatever stands before the brackets. */
  apply(callee: Value, given: CallArguments, at: SyntaxNode): Value;
}
