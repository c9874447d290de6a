import type { Context } from "../context";
import type { BoundArguments, Value } from "../values";

/** What `range` and `torch.arange` count: all samples, or `length` numbers from `start` on. */
export type Counting = { kind: "rows" } | { kind: "numbers"; start: number; end: number; step: number; length: number };

/** Reads (end), (start, end) or (start, end, step). The length may be 0 or below, or no number. */
export function readCounting(context: Context, { a, b, c }: BoundArguments): Counting {
  const given = [a, b, c].filter((argument) => argument !== undefined);
  const bounds = given.map(({ value }) => value);
  if (isAllRows(context, bounds)) return { kind: "rows" };
  const numbers = given.map(({ value, at }) => context.constantNumber(value, at, "a bound"));
  const [start, end, step] = numbers.length === 1 ? [0, numbers[0]!, 1] : [numbers[0]!, numbers[1]!, numbers[2] ?? 1];
  return { kind: "numbers", start, end, step, length: Math.ceil((end - start) / step) };
}

/** Whether these bounds are those of the batch. */
function isAllRows(context: Context, bounds: readonly Value[]): boolean {
  const last = bounds.length === 1 ? bounds[0] : bounds.length === 2 ? bounds[1] : undefined;
  const first = bounds.length === 2 ? bounds[0] : undefined;
  const fromZero =
    first === undefined || (first.kind === "numeric" && context.builder.constantValue(first.nodes[0]!) === 0);
  return fromZero && last?.kind === "numeric" && last.nodes[0] === context.builder.batchSize();
}
