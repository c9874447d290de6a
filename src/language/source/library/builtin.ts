import type { Context } from "../context";
import type { SyntaxNode } from "../tree";
import type { Argument, BoundArguments, BuiltinValue, NumericValue, Signature, Value } from "../values";

export function builtin(
  name: string,
  signature: Signature,
  call: (args: BoundArguments, at: SyntaxNode) => Value,
): BuiltinValue {
  return { kind: "builtin", name, signature, call };
}

/** An argument that may be left out or be None. */
export function optional(argument: Argument | undefined): Argument | undefined {
  return argument === undefined || argument.value.kind === "none" ? undefined : argument;
}

export function numericArgument(context: Context, argument: Argument): NumericValue {
  return context.numeric(argument.value, argument.at);
}

/** A number or tensor, or `otherwise` where the argument is left out. */
export function numberOr(context: Context, argument: Argument | undefined, otherwise: number): Value {
  return optional(argument)?.value ?? context.number(otherwise);
}
