import type { NodeId, Shape } from "../graph";
import { hasBatch } from "./shapes";
import { type NumericValue, type SequenceValue, shapeText, type Value } from "./values";

/** A list of numbers, or of equally long lists of numbers; undefined for any other. */
export function listedNumbers(list: SequenceValue): { nodes: readonly NodeId[]; shape: Shape } | undefined {
  const items = list.items.map((item) => itemNodes(item));
  const [first] = items;
  if (first === undefined || items.some((item) => item === undefined)) return undefined;
  if (items.some((item) => shapeText(item!.shape) !== shapeText(first.shape))) return undefined;
  return { nodes: items.flatMap((item) => item!.nodes), shape: [items.length, ...first.shape] };
}

/** A number, a tensor without batch, or a row of numbers: lists are read two levels deep. */
function itemNodes(item: Value): { nodes: readonly NodeId[]; shape: Shape } | undefined {
  if (item.kind === "numeric") return hasBatch(item.shape) ? undefined : item;
  if (item.kind !== "sequence") return undefined;
  const numbers = item.items.filter(
    (entry): entry is NumericValue => entry.kind === "numeric" && entry.shape.length === 0,
  );
  if (numbers.length === 0 || numbers.length !== item.items.length) return undefined;
  return { nodes: numbers.map(({ nodes }) => nodes[0]!), shape: [numbers.length] };
}
