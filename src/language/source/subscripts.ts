import type { NodeId, Shape } from "../graph";
import type { Context } from "./context";
import type { InterpreterApi } from "./interpreterApi";
import { itemPerSample } from "./library/classAxis";
import { children, type SyntaxNode } from "./tree";
import { describe, elementCount, type NumericValue, type Scope, shapeText, type Value } from "./values";

/**
 * `items[0]`, `x.shape[0]`, `x[:, None]`, `x[:, 2]`, `weight[y]`, `x[order]`. Any other selection
 * of samples is refused.
 */
export function readSubscript(interpreter: InterpreterApi, node: SyntaxNode, scope: Scope): Value {
  const { context } = interpreter;
  const owner = interpreter.evaluate(node.firstChild!, scope);
  const indices = splitIndices(children(node).slice(2, -1)).map((parts) => readIndex(interpreter, parts, scope));
  if (owner.kind === "sequence") {
    const [index] = indices;
    if (indices.length === 1 && index?.kind === "numeric") {
      const at = context.constantNumber(index, node, "an index");
      const item = owner.items.at(at);
      if (item !== undefined && Number.isInteger(at)) return item;
      throw context.error(
        node,
        "index",
        `there are ${owner.items.length} items, number ${at} is none of them`,
        "Count from 0",
      );
    }
    if (indices.length === 1 && index?.kind === "slice") return owner;
    throw context.error(node, "index", "only a whole number can be an index here", "Write the number");
  }
  if (owner.kind === "numeric" && !owner.python) return tensorItems(context, owner, indices, node);
  throw context.error(node, "index", `${describe(owner)} has no items`, "Use a tuple, a list or a tensor");
}

function tensorItems(context: Context, owner: NumericValue, indices: readonly Value[], node: SyntaxNode): Value {
  const [index] = indices;
  if (indices.length === 1 && index?.kind === "permutation" && owner.shape[0] === "batch")
    return context.tensor(owner.nodes, owner.shape, owner.boolean, index.order);
  const literal = owner.shape.length > 0 && owner.shape[0] !== "batch";
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
  if (parts.every((part) => part.name === ":")) return { kind: "slice" };
  if (parts.length === 1) return interpreter.evaluate(parts[0]!, scope);
  throw interpreter.context.error(
    parts[0]!,
    "index",
    "a part of a tensor is not cut out here",
    "Use all samples and torch.where",
  );
}

/**
 * `x[:, 0]`, `x[:, None]`, `x[..., 1]`: selects along literal dimensions, adds and removes
 * dimensions of size 1, keeps the batch whole.
 */
function pickByIndex(context: Context, owner: NumericValue, indices: readonly Value[], node: SyntaxNode): Value {
  const shape: Shape[number][] = [];
  let nodes = owner.nodes;
  let rest = [...owner.shape];
  for (const index of indices) {
    if (index.kind === "none") shape.push(1);
    else if (index.kind === "ellipsis") {
      const taken = indices.filter((other) => other.kind === "slice" || other.kind === "numeric").length;
      shape.push(...rest.splice(0, Math.max(0, rest.length - taken)));
    } else if (index.kind === "slice" && rest.length > 0) shape.push(rest.shift()!);
    else if (index.kind === "numeric" && !index.boolean && rest.length > 0 && rest[0] !== "batch") {
      const [size, ...inner] = rest as [number, ...Shape];
      const at = context.constantNumber(index, node, "an index");
      const place = at < 0 ? at + size : at;
      if (!(Number.isInteger(place) && place >= 0 && place < size))
        throw context.error(node, "index", `there are ${size} places, number ${at} is none of them`, "Count from 0");
      const whole = [...shape, size, ...inner];
      const picked = [...shape, 1, ...inner];
      nodes = pickPlace(nodes, whole, shape.length, place, elementCount(picked));
      rest = inner;
    } else {
      throw context.error(
        node,
        index.kind === "numeric" && index.boolean ? "mask" : "index",
        `samples cannot be picked out of ${shapeText(owner.shape)}`,
        "Keep all samples and weigh them: torch.where(mask, x, 0.0).sum() / mask.sum()",
      );
    }
  }
  return context.tensor(nodes, [...shape, ...rest], owner.boolean, owner.order);
}

/** The elements with index `place` along one dimension. */
function pickPlace(
  nodes: readonly NodeId[],
  shape: Shape,
  dim: number,
  place: number,
  count: number,
): readonly NodeId[] {
  const size = shape[dim] as number;
  const inner = elementCount(shape.slice(dim + 1));
  return Array.from({ length: count }, (_, i) => {
    const [outer, rest] = [Math.floor(i / inner), i % inner];
    return nodes[(outer * size + place) * inner + rest]!;
  });
}
