import type { NodeId } from "./graph";
import { type GraphBuilder, isReduction } from "./graphBuilder";
import type { LossProgram } from "./program";

/** A loss as a sum or mean of a per-sample loss, where it is one. */
export interface Separated {
  readonly reduction: LossProgram["reduction"];
  /** [batch] or [] (the same for every sample); undefined for `batch`. */
  readonly perSample: NodeId | undefined;
}

/** Finds e with value = Σe / N or Σe; adds e to the builder. */
export function separate(b: GraphBuilder, value: NodeId): Separated {
  if (b.shape(value).length > 0) return { reduction: "none", perSample: value };
  const parts = additive(b, value);
  const [perSample, reduction] =
    parts?.sum === undefined ? [parts?.mean, "mean" as const] : [parts.sum, "sum" as const];
  const mixed = parts === undefined || (parts.sum !== undefined && parts.mean !== undefined);
  if (mixed || perSample === undefined || holdsReduction(b, perSample))
    return { reduction: "batch", perSample: undefined };
  return { reduction, perSample };
}

/** The per-sample loss reduced; an unreduced loss trains on its mean. */
export function reduceOver(b: GraphBuilder, perSample: NodeId, reduction: LossProgram["reduction"]): NodeId {
  return reduction === "sum" ? b.reduce("sum", perSample) : b.mean(perSample);
}

/** value = Σ`sum` + Σ`mean` / N. */
interface Additive {
  readonly sum: NodeId | undefined;
  readonly mean: NodeId | undefined;
}

/** A longer chain of sums is left as one number for the batch: far from the end of the stack. */
const MAX_CHAIN = 1_000;

/** Each node is taken apart once, however often it is used. */
function additive(
  b: GraphBuilder,
  id: NodeId,
  known = new Map<NodeId, Additive | undefined>(),
  depth = 0,
): Additive | undefined {
  if (known.has(id)) return known.get(id);
  if (depth > MAX_CHAIN) return undefined;
  const parts = takeApart(b, id, known, depth + 1);
  known.set(id, parts);
  return parts;
}

function takeApart(
  b: GraphBuilder,
  id: NodeId,
  known: Map<NodeId, Additive | undefined>,
  depth: number,
): Additive | undefined {
  const node = b.node(id);
  const [x, y] = node.inputs as [NodeId, NodeId];
  if (!b.dependsOnSamples(id)) return { sum: undefined, mean: id };
  const both = (parts: Additive | undefined, change: (part: NodeId) => NodeId): Additive | undefined =>
    parts && {
      sum: parts.sum === undefined ? undefined : change(parts.sum),
      mean: parts.mean === undefined ? undefined : change(parts.mean),
    };
  switch (node.op) {
    case "sum":
      return { sum: x, mean: undefined };
    case "neg":
      return both(additive(b, x, known, depth), b.neg);
    case "add":
    case "sub": {
      const [left, right] = [additive(b, x, known, depth), additive(b, y, known, depth)];
      if (left === undefined || right === undefined) return undefined;
      const join = (first: NodeId | undefined, second: NodeId | undefined) => {
        if (second === undefined) return first;
        const signed = node.op === "sub" ? b.neg(second) : second;
        return first === undefined ? signed : b.add(first, signed);
      };
      return { sum: join(left.sum, right.sum), mean: join(left.mean, right.mean) };
    }
    case "mul":
      if (!b.dependsOnSamples(y)) return both(additive(b, x, known, depth), (part) => b.mul(part, y));
      return b.dependsOnSamples(x) ? undefined : both(additive(b, y, known, depth), (part) => b.mul(x, part));
    case "div": {
      if (!b.dependsOnSamples(y)) return both(additive(b, x, known, depth), (part) => b.div(part, y));
      const parts = b.node(y).op === "batchSize" ? additive(b, x, known, depth) : undefined;
      return parts !== undefined && parts.mean === undefined ? { sum: undefined, mean: parts.sum } : undefined;
    }
    default:
      return undefined;
  }
}

/** Whether a node, or anything it is made of, is a sum or an extreme over the batch. */
function holdsReduction(b: GraphBuilder, id: NodeId): boolean {
  const seen = new Set([id]);
  for (const next of seen) {
    const node = b.node(next);
    if (isReduction(node.op)) return true;
    for (const input of node.inputs) seen.add(input);
  }
  return false;
}
