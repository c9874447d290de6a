import type { NodeId } from "../graph";
import type { Context } from "./context";
import type { InterpreterApi } from "./interpreterApi";
import { unaryFunctions } from "./library/elementwise";
import { scatterRows } from "./library/places";
import { withMasked } from "./masks";
import { writeInto } from "./memory";
import { elementOf } from "./shapes";
import { readIndices, tensorItems } from "./subscripts";
import type { SyntaxNode } from "./tree";
import { describe, type NumericValue, type Scope, shapeText, type Value } from "./values";

/** Changes of a tensor in place, which every name and every view of it sees. */

/** `x[…] = value`: of a list, a dictionary, or a tensor. */
export function assignItem(interpreter: InterpreterApi, target: SyntaxNode, value: Value, scope: Scope): void {
  const { context } = interpreter;
  const owner = interpreter.evaluate(target.firstChild!, scope);
  const indices = readIndices(interpreter, target, scope);
  const [index, second] = indices;
  if (owner.kind === "sequence" && owner.name === "list" && index?.kind === "numeric") {
    const at = context.constantNumber(index, target, "an index");
    const place = at < 0 ? at + owner.items.length : at;
    if (place in owner.items) {
      owner.items[place] = value;
      return;
    }
  }
  if (owner.kind === "dict" && index?.kind === "string") {
    owner.entries.set(index.value, value);
    return;
  }
  if (owner.kind !== "numeric" || owner.python) {
    throw context.error(
      target,
      "assignment",
      `no item of ${describe(owner)} can be assigned`,
      "Assign to a name, or to an item of a list or tensor",
    );
  }
  if (indices.length === 1 && index?.kind === "numeric" && index.boolean && !index.python)
    write(context, owner, withMasked(context, owner, index, typedAs(context, owner, value, target), target), target);
  else if (indices.length === 2 && index?.kind === "rows" && second?.kind === "numeric" && second.shape.length > 0)
    write(
      context,
      owner,
      scatterRows(context, owner, second, asTypeOf(context, owner, context.numeric(value, target), target), target),
      target,
    );
  else replace(context, context.numeric(tensorItems(context, owner, indices, target), target), value, target);
}

function typedAs(context: Context, owner: NumericValue, value: Value, at: SyntaxNode): Value {
  if (value.kind === "selected") return { ...value, of: asTypeOf(context, owner, value.of, at) };
  return asTypeOf(context, owner, context.numeric(value, at), at);
}

/** The tensor holds `value` from now on, broadcast to its shape and cut to its type. */
export function replace(context: Context, tensor: NumericValue, value: Value, at: SyntaxNode): void {
  const given = context.numeric(value, at);
  const shape = context.broadcast(tensor.shape, given.shape, at);
  if (shapeText(shape) !== shapeText(tensor.shape)) {
    throw context.error(
      at,
      "shape",
      `a tensor of shape ${shapeText(tensor.shape)} cannot hold one of shape ${shapeText(given.shape)}`,
      "Give the result a name of its own",
    );
  }
  const typed = asTypeOf(context, tensor, given, at);
  write(
    context,
    tensor,
    tensor.nodes.map((_, i) => typed.nodes[elementOf(i, tensor.shape, given.shape)]!),
    at,
  );
}

function write(context: Context, tensor: NumericValue, values: readonly NodeId[], at: SyntaxNode): void {
  if (context.selection !== undefined || tensor.memory === undefined) {
    throw context.error(
      at,
      "assignment",
      "a copy of some elements is changed, which changes nothing else",
      "Write x[mask] = …",
    );
  }
  writeInto(context.builder, tensor, values, context.noGradDepth > 0);
}

/** Whole numbers stay whole: torch cuts off what does not fit the tensor's type. */
export function asTypeOf(context: Context, tensor: NumericValue, value: NumericValue, at: SyntaxNode): NumericValue {
  if (tensor.boolean && !value.boolean) return context.binary("ne", value, context.number(0), at);
  const b = context.builder;
  const whole = value.integer || value.boolean || value.nodes.every((node) => Number.isInteger(b.constantValue(node)));
  if (!tensor.integer || whole) return value;
  if (tensor.integer === true) return context.numeric(unaryFunctions.get("trunc")!(context, value, at), at);
  throw context.error(
    at,
    "type",
    "torch cuts off the fraction if this tensor holds whole numbers, as one made from class numbers does",
    "Make it with dtype=torch.float, or call .float() on it first",
  );
}
