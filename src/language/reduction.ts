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

/** Each node is taken apart once, however often it is used. */
function additive(b: GraphBuilder, id: NodeId, known = new Map<NodeId, Additive | undefined>()): Additive | undefined {
  if (!known.has(id)) known.set(id, takeApart(b, id, known));
  return known.get(id);
}

function takeApart(b: GraphBuilder, id: NodeId, known: Map<NodeId, Additive | undefined>): Additive | undefined {
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
      return both(additive(b, x, known), b.neg);
    case "add":
    case "sub": {
      const [left, right] = [additive(b, x, known), additive(b, y, known)];
      if (left === undefined || right === undefined) return undefined;
      const join = (first: NodeId | undefined, second: NodeId | undefined) => {
        if (second === undefined) return first;
        const signed = node.op === "sub" ? b.neg(second) : second;
        return first === undefined ? signed : b.add(first, signed);
      };
      return { sum: join(left.sum, right.sum), mean: join(left.mean, right.mean) };
    }
    case "mul":
      if (!b.dependsOnSamples(y)) return both(additive(b, x, known), (part) => b.mul(part, y));
      return b.dependsOnSamples(x) ? undefined : both(additive(b, y, known), (part) => b.mul(x, part));
    case "div": {
      if (!b.dependsOnSamples(y)) return both(additive(b, x, known), (part) => b.div(part, y));
      const parts = b.node(y).op === "batchSize" ? additive(b, x, known) : undefined;
      return parts !== undefined && parts.mean === undefined ? { sum: undefined, mean: parts.sum } : undefined;
    }
    default:
      return undefined;
  }
}

function holdsReduction(b: GraphBuilder, id: NodeId, seen = new Set<NodeId>()): boolean {
  if (seen.has(id)) return false;
  seen.add(id);
  const node = b.node(id);
  return isReduction(node.op) || node.inputs.some((input) => holdsReduction(b, input, seen));
}
