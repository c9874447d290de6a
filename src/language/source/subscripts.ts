import type { NodeId, Shape } from "../graph";
import type { Context } from "./context";
import type { InterpreterApi } from "./interpreterApi";
import { itemPerSample } from "./library/classAxis";
import { gatherRows } from "./library/places";
import { nested, onSelected, selectByMask } from "./masks";
import { viewOf } from "./memory";
import { isBatch } from "./shapes";
import { children, type SyntaxNode } from "./tree";
import {
  describe,
  elementCount,
  type NumericValue,
  type Scope,
  type SliceValue,
  shapeText,
  type Value,
} from "./values";

/**
 * `items[0]`, `x.shape[0]`, `x[:, None]`, `x[:, 2]`, `z[..., :1]`, `weight[y]`, `x[order]`,
 * `x[mask]`, `x[rows, y]`. Any other selection of samples is refused.
 */
export function readSubscript(interpreter: InterpreterApi, node: SyntaxNode, scope: Scope): Value {
  const { context } = interpreter;
  const owner = interpreter.evaluate(node.firstChild!, scope);
  const indices = readIndices(interpreter, node, scope);
  switch (owner.kind) {
    case "selected":
      return onSelected(context, [owner], node, () => {
        const [index] = indices;
        const isMask = index?.kind === "numeric" && index.boolean;
        if (isMask || index?.kind === "rows") throw nested(context, node);
        return tensorItems(context, owner.of, indices, node);
      });
    case "sequence": {
      const [index] = indices;
      const isTensor = index?.kind === "numeric" && !index.python && index.shape.length > 0;
      if (isTensor) return tensorItems(context, context.numeric(owner, node), indices, node);
      return listItem(context, owner.items, indices, owner.name, node);
    }
    case "dict": {
      const value = indices[0]?.kind === "string" ? owner.entries.get(indices[0].value) : undefined;
      if (value !== undefined) return value;
      throw context.error(node, "index", "the dictionary has no such key", "Use a key that it was made with");
    }
    case "numeric":
      if (!owner.python) return tensorItems(context, owner, indices, node);
      break;
    case "type": // Optional[Tensor]
      return owner;
  }
  throw context.error(node, "index", `${describe(owner)} has no items`, "Use a tuple, a list or a tensor");
}

function listItem(
  context: Context,
  items: readonly Value[],
  indices: readonly Value[],
  name: "tuple" | "list",
  node: SyntaxNode,
): Value {
  const [index] = indices;
  if (indices.length === 1 && index?.kind === "numeric") {
    const at = context.constantNumber(index, node, "an index");
    const item = items.at(at);
    if (item !== undefined && Number.isInteger(at)) return item;
    throw context.error(node, "index", `there are ${items.length} items, number ${at} is none of them`, "Count from 0");
  }
  if (indices.length === 1 && index?.kind === "slice")
    return { kind: "sequence", name, items: places(context, index, items.length, node).map((place) => items[place]!) };
  throw context.error(node, "index", "only a whole number can be an index here", "Write the number");
}

export function readIndices(interpreter: InterpreterApi, node: SyntaxNode, scope: Scope): Value[] {
  const indices = splitIndices(children(node).slice(2, -1)).map((parts) => readIndex(interpreter, parts, scope));
  // `x[(rows, y)]` is `x[rows, y]`.
  const [only] = indices;
  return indices.length === 1 && only?.kind === "sequence" && only.name === "tuple" ? only.items : indices;
}

/** The samples or elements that an index names. */
export function tensorItems(context: Context, owner: NumericValue, indices: readonly Value[], node: SyntaxNode): Value {
  const [index] = indices;
  if (indices.length === 1 && index?.kind === "permutation" && owner.shape[0] === "batch")
    return context.tensor(owner.nodes, owner.shape, owner.boolean, index.order);
  if (indices.length === 1 && index?.kind === "numeric" && index.boolean && !index.python)
    return selectByMask(context, owner, index, node);
  if (indices.length === 1 && index?.kind === "rows" && isBatch(owner.shape[0] ?? 1)) return owner;
  if (indices.length === 2 && index?.kind === "rows" && indices[1]?.kind === "numeric")
    return gatherRows(context, owner, indices[1], node);
  const literal = owner.shape.length > 0 && !isBatch(owner.shape[0]!);
  if (indices.length === 1 && literal && index?.kind === "numeric" && !index.python && !index.boolean)
    return itemPerSample(context, owner, index);
  return pickByIndex(context, owner, indices, node);
}

function splitIndices(parts: readonly SyntaxNode[]): SyntaxNode[][] {
  const groups: SyntaxNode[][] = [[]];
  for (const part of parts) {
    if (part.name === ",") groups.push([]);
    else groups.at(-1)!.push(part);
  }
  return groups.filter((group) => group.length > 0);
}

function readIndex(interpreter: InterpreterApi, parts: readonly SyntaxNode[], scope: Scope): Value {
  if (parts.length === 1 && parts[0]!.name !== ":") return interpreter.evaluate(parts[0]!, scope);
  const bounds: (Value | undefined)[] = [undefined];
  for (const part of parts) {
    if (part.name === ":") bounds.push(undefined);
    else bounds[bounds.length - 1] = interpreter.evaluate(part, scope);
  }
  const [start, stop, step] = bounds.map((bound) => (bound?.kind === "none" ? undefined : bound));
  return {
    kind: "slice",
    ...(start !== undefined && { start }),
    ...(stop !== undefined && { stop }),
    ...(step !== undefined && { step }),
  };
}

function isWhole({ start, stop, step }: SliceValue): boolean {
  return start === undefined && stop === undefined && step === undefined;
}

/** The places that a slice takes out of `size`, as in Python. */
function places(context: Context, { start, stop, step }: SliceValue, size: number, node: SyntaxNode): number[] {
  const bound = (value: Value | undefined, otherwise: number) => {
    if (value === undefined) return otherwise;
    const number = context.constantNumber(value, node, "a bound");
    return Math.min(size, Math.max(0, number < 0 ? number + size : number));
  };
  const by = step === undefined ? 1 : context.constantNumber(step, node, "a step");
  const [first, last] = [bound(start, 0), bound(stop, size)];
  if (!(Number.isInteger(by) && by > 0))
    throw context.error(node, "index", `a step of ${by} is not read here`, "Use a positive step");
  return Array.from({ length: Math.max(0, Math.ceil((last - first) / by)) }, (_, i) => first + i * by);
}

/**
 * `x[:, 0]`, `x[:, None]`, `x[..., 1]`, `x[:, 1:]`: a view along literal dimensions, which adds and
 * removes dimensions of size 1 and keeps the batch whole.
 */
function pickByIndex(context: Context, owner: NumericValue, indices: readonly Value[], node: SyntaxNode): NumericValue {
  const shape: Shape[number][] = [];
  let picked = owner.nodes.map((_, place) => place);
  let rest = [...owner.shape];
  for (const index of indices) {
    if (index.kind === "none") shape.push(1);
    else if (index.kind === "ellipsis") {
      const taken = indices.filter((other) => other.kind === "slice" || other.kind === "numeric").length;
      shape.push(...rest.splice(0, Math.max(0, rest.length - taken)));
    } else if ((index.kind === "slice" && isWhole(index)) || index.kind === "rows") {
      if (rest.length === 0) throw tooMany(context, owner, node);
      shape.push(rest.shift()!);
    } else if (index.kind === "slice" && rest.length > 0 && !isBatch(rest[0]!)) {
      const [size, ...inner] = rest as [number, ...Shape];
      const kept = places(context, index, size, node);
      if (kept.length === 0) throw context.error(node, "index", "nothing is left of the tensor", "Widen the bounds");
      picked = pickPlaces(picked, [...shape, size, ...inner], shape.length, kept);
      shape.push(kept.length);
      rest = inner;
    } else if (index.kind === "numeric" && !index.boolean && rest.length > 0 && !isBatch(rest[0]!)) {
      const [size, ...inner] = rest as [number, ...Shape];
      const at = context.constantNumber(index, node, "an index");
      const place = at < 0 ? at + size : at;
      if (!(Number.isInteger(place) && place >= 0 && place < size))
        throw context.error(node, "index", `there are ${size} places, number ${at} is none of them`, "Count from 0");
      picked = pickPlaces(picked, [...shape, size, ...inner], shape.length, [place]);
      rest = inner;
    } else throw tooMany(context, owner, node);
  }
  const whole = picked.length === owner.nodes.length && picked.every((place, i) => place === i);
  return viewOf(owner, [...shape, ...rest], whole ? undefined : picked);
}

function tooMany(context: Context, owner: NumericValue, node: SyntaxNode) {
  return context.error(
    node,
    "index",
    `samples cannot be picked out of ${shapeText(owner.shape)} by their number`,
    "Keep all samples and weigh them: torch.where(mask, x, 0.0).sum() / mask.sum()",
  );
}

/** The elements with the given indices along one dimension. */
function pickPlaces(elements: readonly NodeId[], shape: Shape, dim: number, kept: readonly number[]): NodeId[] {
  const size = shape[dim] as number;
  const inner = elementCount(shape.slice(dim + 1));
  const outer = elements.length / (size * inner);
  return Array.from({ length: outer }, (_, row) =>
    kept.flatMap((place) => elements.slice((row * size + place) * inner, (row * size + place + 1) * inner)),
  ).flat();
}
