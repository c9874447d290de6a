import type { NodeId } from "../graph";
import type { GraphBuilder } from "../graphBuilder";
import { couplesSamples } from "../operationKinds";
import type { LossProgram } from "../program";

/** A loss as a sum or mean of a per-sample loss, if it is one. */
export interface Separated {
  readonly reduction: LossProgram["reduction"];
  /** [batch] or [] (the same for every sample); undefined for `batch`. */
  readonly perSample: NodeId | undefined;
  /**
   * [] the divisor of a mean that does not divide by the number of samples but by a sum over them:
   * torch's weighted mean.
   */
  readonly divisor: NodeId | undefined;
}

/**
 * Finds e with value = Σe / N, Σe / Σw or Σe, and adds e to the builder. With `weighed`, e may also
 * contain counts over the batch if no gradient flows through them: GHM's weights.
 */
export function separate(b: GraphBuilder, value: NodeId, weighed = false): Separated {
  if (b.shape(value).length > 0) return { reduction: "none", perSample: value, divisor: undefined };
  const weighted = weightedMean(b, value);
  if (weighted !== undefined) return weighted;
  const parts = additive(b, value);
  const [perSample, reduction] =
    parts?.sum === undefined ? [parts?.mean, "mean" as const] : [parts.sum, "sum" as const];
  const mixed = parts === undefined || (parts.sum !== undefined && parts.mean !== undefined);
  if (mixed || perSample === undefined || mixesWithin(b, perSample, weighed))
    return { reduction: "batch", perSample: undefined, divisor: undefined };
  return { reduction, perSample, divisor: undefined };
}

/** Σe / Σw, where w does not depend on the prediction. */
function weightedMean(b: GraphBuilder, value: NodeId): Separated | undefined {
  const { op, inputs } = b.node(value);
  const [over, divisor] = inputs as [NodeId, NodeId];
  if (op !== "div" || b.node(divisor).op !== "sum" || b.dependsOnPrediction(divisor)) return undefined;
  const parts = additive(b, over);
  if (parts?.sum === undefined || parts.mean !== undefined || mixesWithin(b, parts.sum, true)) return undefined;
  return { reduction: "mean", perSample: parts.sum, divisor };
}

/** The reduced per-sample loss; an unreduced loss trains on its mean. */
export function reduceOver(
  b: GraphBuilder,
  { perSample, divisor }: { perSample: NodeId; divisor: NodeId | undefined },
  reduction: LossProgram["reduction"],
): NodeId {
  if (reduction === "sum") return b.reduce("sum", perSample);
  return divisor === undefined ? b.mean(perSample) : b.div(b.reduce("sum", perSample), divisor);
}

/** value = Σ`sum` + Σ`mean` / N. */
interface Additive {
  readonly sum: NodeId | undefined;
  readonly mean: NodeId | undefined;
}

/** A longer chain of sums stays one number for the batch, far below the stack limit. */
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

/** Whether a node depends on several samples; with `moving`, on the predictions of several. */
function mixesWithin(b: GraphBuilder, id: NodeId, moving: boolean): boolean {
  const seen = new Set([id]);
  for (const next of seen) {
    const node = b.node(next);
    if (couplesSamples(node.op) && (!moving || b.dependsOnPrediction(next))) return true;
    for (const input of node.inputs) seen.add(input);
  }
  return false;
}
