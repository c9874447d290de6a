import type { CallArguments } from "./calls";
import type { Context } from "./context";
import type { SyntaxNode } from "./tree";
import type { Scope, Value } from "./values";

/** What statements and expressions need of whoever runs them (`interpreter.ts`). */
export interface Machine {
  readonly context: Context;
  /** Whether the function being run now is the loss itself, not a helper. */
  readonly inEntry: boolean;
  evaluate(node: SyntaxNode, scope: Scope): Value;
  /** Calls whatever stands before the brackets. */
  apply(callee: Value, given: CallArguments, at: SyntaxNode): Value;
}
