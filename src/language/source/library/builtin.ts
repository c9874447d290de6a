import type { Context } from "../context";
import type { SyntaxNode } from "../tree";
import {
  type Argument,
  type BoundArguments,
  type BuiltinValue,
  type NumericValue,
  type Signature,
  shapeText,
  type Value,
} from "../values";

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

/**
 * The number that `float(x)` and `math.log(x)` take: the only element of a tensor, without
 * gradient.
 */
export function pythonNumber(context: Context, value: NumericValue, at: SyntaxNode): NumericValue {
  if (value.python) return value.boolean ? context.pythonNumber(value.nodes[0]!) : value;
  if (value.shape.some((dim) => dim !== 1)) {
    throw context.error(
      at,
      "shape",
      `a tensor of shape ${shapeText(value.shape)} is no single number`,
      "Use torch's functions on tensors, Python's on numbers",
    );
  }
  return context.pythonNumber(context.builder.unary("detach", value.nodes[0]!));
}

/** A number or tensor; `otherwise` if the argument is omitted. */
export function numberOr(context: Context, argument: Argument | undefined, otherwise: number): Value {
  return optional(argument)?.value ?? context.number(otherwise);
}
