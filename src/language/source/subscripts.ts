import { itemPerSample } from "./library/tensorMethods";
import type { Machine } from "./machine";
import { children, type SyntaxNode } from "./tree";
import { describe, type NumericValue, type Scope, shapeText, type Value } from "./values";

/** `items[0]`, `x.shape[0]`, `x[:, None]`; anything that picks samples is refused. */
export function readSubscript(machine: Machine, node: SyntaxNode, scope: Scope): Value {
  const { context } = machine;
  const owner = machine.evaluate(node.firstChild!, scope);
  const indices = splitIndices(children(node).slice(2, -1)).map((parts) => readIndex(machine, parts, scope));
  if (owner.kind === "sequence" || owner.kind === "vector") {
    const [index] = indices;
    if (owner.kind === "vector" && indices.length === 1 && index?.kind === "numeric" && !index.python && !index.boolean)
      return itemPerSample(context, owner.items, index, node);
    if (indices.length === 1 && index?.kind === "numeric") {
      const at = context.constantNumber(index, node, "an index");
      const item = owner.items.at(at);
      if (item !== undefined && Number.isInteger(at))
        return item.kind === "numeric" && owner.kind === "vector" ? { ...item, python: false } : item;
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
  if (owner.kind === "numeric" && !owner.python) return reshapeByIndex(machine, owner, indices, node);
  throw context.error(node, "index", `${describe(owner)} has no items`, "Use a tuple, a list or a tensor");
}

function splitIndices(parts: readonly SyntaxNode[]): SyntaxNode[][] {
  const groups: SyntaxNode[][] = [[]];
  for (const part of parts) {
    if (part.name === ",") groups.push([]);
    else groups.at(-1)!.push(part);
  }
  return groups.filter((group) => group.length > 0);
}

function readIndex(machine: Machine, parts: readonly SyntaxNode[], scope: Scope): Value {
  if (parts.every((part) => part.name === ":")) return { kind: "slice" };
  if (parts.length === 1) return machine.evaluate(parts[0]!, scope);
  throw machine.context.error(
    parts[0]!,
    "index",
    "a part of a tensor is not cut out here",
    "Use all samples and torch.where",
  );
}

function reshapeByIndex(machine: Machine, owner: NumericValue, indices: readonly Value[], node: SyntaxNode): Value {
  const { context } = machine;
  const shape: NumericValue["shape"][number][] = [];
  const rest = [...owner.shape];
  for (const index of indices) {
    if (index.kind === "none") shape.push(1);
    else if (index.kind === "ellipsis") {
      const taken = indices.filter((other) => other.kind === "slice" || other.kind === "numeric").length;
      shape.push(...rest.splice(0, Math.max(0, rest.length - taken)));
    } else if (index.kind === "slice" && rest.length > 0) shape.push(rest.shift()!);
    else if (index.kind === "numeric" && !index.boolean && rest[0] === 1) rest.shift();
    else {
      throw context.error(
        node,
        index.kind === "numeric" && index.boolean ? "mask" : "index",
        `samples cannot be picked out of ${shapeText(owner.shape)}`,
        "Keep all samples and weigh them: torch.where(mask, x, 0.0).sum() / mask.sum()",
      );
    }
  }
  return context.tensor(owner.node, [...shape, ...rest], owner.boolean);
}
