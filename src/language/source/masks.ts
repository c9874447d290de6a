import type { NodeId } from "../graph";
import { MASK } from "../graphBuilder";
import type { Context } from "./context";
import { batchOf, elementOf, hasBatch } from "./shapes";
import { conditionsOf } from "./tensorContext";
import type { SyntaxNode } from "./tree";
import { describe, type NumericValue, type SelectedValue, shapeText, type Value } from "./values";

/** `x[mask]`: what a mask selects, what is calculated from it, and where it is written back. */

/**
 * A row of the elements where the mask holds, or whole samples if the mask has one value of each.
 */
export function selectByMask(context: Context, x: NumericValue, mask: NumericValue, at: SyntaxNode): SelectedValue {
  if (context.selection !== undefined) throw nested(context, at);
  const { elements, where } = masked(context, x, mask, at);
  return { kind: "selected", of: elements, where };
}

function masked(context: Context, x: NumericValue, mask: NumericValue, at: SyntaxNode) {
  const leads = mask.shape.length <= x.shape.length && mask.shape.every((dim, i) => dim === x.shape[i]);
  if (!leads || !hasBatch(mask.shape)) {
    throw context.error(
      at,
      "mask",
      `a mask of shape ${shapeText(mask.shape)} does not fit a tensor of shape ${shapeText(x.shape)}`,
      "Give the mask the tensor's shape, e.g. with .view_as(x)",
    );
  }
  if (mask.shape.length < x.shape.length && mask.nodes.length === 1)
    return { elements: context.tensor(x.nodes, x.shape, x.boolean, x.order, x.integer), where: mask.nodes };
  if (mask.nodes.length !== x.nodes.length) throw nested(context, at);
  const elements = context.tensor(x.nodes, [batchOf(x.nodes.length)], x.boolean, x.order, x.integer);
  return { elements, where: mask.nodes };
}

export function nested(context: Context, at: SyntaxNode) {
  return context.error(
    at,
    "mask",
    "elements of elements that a mask selects are not read",
    "Combine the masks first: x[mask & other]",
  );
}

/**
 * Runs a calculation whose values may be selections of one mask: on all elements, with sums and
 * sizes over those that count.
 */
export function onSelected(
  context: Context,
  values: readonly Value[],
  at: SyntaxNode,
  compute: (values: readonly Value[]) => Value,
): Value {
  const selections = values.flatMap((value) => selectedIn(value));
  const [first] = selections;
  if (first === undefined) return compute(values);
  if (selections.some(({ where }) => !sameConditions(where, first.where))) {
    throw context.error(
      at,
      "mask",
      "elements that one mask selects meet elements that another selects",
      "Use the same mask on both sides",
    );
  }
  for (const value of values) {
    if (value.kind === "numeric" && hasBatch(value.shape)) {
      throw context.error(
        at,
        "mask",
        `the elements that a mask selects meet ${describe(value)} with all of them`,
        "Use the same mask on both sides: a[mask] * b[mask]",
      );
    }
  }
  const outer = context.selection;
  context.selection = first.where;
  try {
    return selectedAgain(compute(values.map(wholeOf)), first.where);
  } finally {
    context.selection = outer;
  }
}

function selectedIn(value: Value): SelectedValue[] {
  if (value.kind === "selected") return [value];
  if (value.kind !== "sequence") return [];
  return value.items.filter((item): item is SelectedValue => item.kind === "selected");
}

function wholeOf(value: Value): Value {
  if (value.kind === "selected") return value.of;
  if (value.kind !== "sequence" || !value.items.some((item) => item.kind === "selected")) return value;
  return { ...value, items: value.items.map(wholeOf) };
}

function selectedAgain(value: Value, where: readonly NodeId[]): Value {
  if (value.kind === "numeric" && hasBatch(value.shape)) return { kind: "selected", of: value, where };
  if (value.kind === "sequence" && value.items.some((item) => item.kind === "numeric" && hasBatch(item.shape)))
    return { ...value, items: value.items.map((item) => selectedAgain(item, where)) };
  return value;
}

function sameConditions(a: readonly NodeId[], b: readonly NodeId[]): boolean {
  return a.length === b.length && a.every((node, i) => node === b[i]);
}

/** The elements of `x` after `x[mask] = value`. */
export function withMasked(
  context: Context,
  x: NumericValue,
  mask: NumericValue,
  value: Value,
  at: SyntaxNode,
): readonly NodeId[] {
  const { where, elements } = masked(context, x, mask, at);
  const conditions = conditionsOf(where, x);
  const b = context.builder;
  if (value.kind === "selected") {
    if (!sameConditions(value.where, where) || value.of.nodes.length !== x.nodes.length) {
      throw context.error(
        at,
        "mask",
        "what is written where one mask holds was selected by another",
        "Use the same mask on both sides: x[mask] = f(x[mask])",
      );
    }
    return x.nodes.map((node, i) => b.select(conditions[i]!, value.of.nodes[i]!, node, MASK));
  }
  const given = context.numeric(value, at);
  if (hasBatch(given.shape)) {
    throw context.error(
      at,
      "mask",
      `${describe(given)} holds more than the elements that the mask selects`,
      "Select it by the same mask: x[mask] = y[mask]",
    );
  }
  context.broadcast(elements.shape, given.shape, at);
  return x.nodes.map((node, i) =>
    b.select(conditions[i]!, given.nodes[elementOf(i, elements.shape, given.shape)]!, node),
  );
}
