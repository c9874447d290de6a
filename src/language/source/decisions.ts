import type { NodeId } from "../graph";
import type { GraphBuilder } from "../graphBuilder";

/**
 * Ifs on a number of the batch: `if mask.sum() > 0`. Torch takes one branch for each batch; a graph
 * holds both. The source is read once for every way through such ifs, and the results are
 * selected by the conditions.
 */
export interface Decision {
  readonly condition: NodeId;
  readonly outcome: boolean;
}

/** More ways through a source's ifs than any loss has. */
export const MAX_WAYS = 64;

export class Decisions {
  /** The decisions so far, in the order in which they were asked. */
  readonly taken: Decision[] = [];
  readonly #builder: GraphBuilder;
  readonly #wanted: readonly boolean[];

  /** `wanted`: the outcomes of the first decisions; further ones are true. */
  constructor(builder: GraphBuilder, wanted: readonly boolean[]) {
    this.#builder = builder;
    this.#wanted = wanted;
  }

  /** Undefined if the condition moves with the prediction: then nobody should branch on it. */
  outcome(condition: NodeId): boolean | undefined {
    const always = this.#always(condition);
    if (always !== undefined) return always;
    const earlier = this.taken.find((decision) => decision.condition === condition);
    if (earlier !== undefined) return earlier.outcome;
    if (this.#movesWithPrediction(condition)) return undefined;
    const outcome = this.#wanted[this.taken.length] ?? true;
    this.taken.push({ condition, outcome });
    return outcome;
  }

  /** A batch is never empty: what holds for the number of its samples in any case. */
  #always(condition: NodeId): boolean | undefined {
    const b = this.#builder;
    const { op, inputs } = b.node(condition);
    if (this.#sizeFactor(condition) !== undefined) return true;
    if (op === "not") {
      const inner = this.#always(inputs[0]!);
      return inner === undefined ? undefined : !inner;
    }
    const [left, right] = inputs;
    if (left === undefined || right === undefined) return undefined;
    const least = this.#sizeFactor(left);
    const bound = b.constantValue(right);
    if (least === undefined || bound === undefined) return undefined;
    switch (op) {
      case "gt":
        return least > bound || undefined;
      case "ge":
      case "ne":
        return (op === "ge" ? least >= bound : least > bound) || undefined;
      case "lt":
        return least >= bound ? false : undefined;
      case "le":
      case "eq":
        return least > bound ? false : undefined;
      default:
        return undefined;
    }
  }

  /** k of a node k·N with N the number of samples, k ≥ 1. */
  #sizeFactor(node: NodeId): number | undefined {
    const b = this.#builder;
    const { op, inputs } = b.node(node);
    if (op === "batchSize") return 1;
    if (op !== "mul") return undefined;
    const [left, right] = inputs as [NodeId, NodeId];
    const factor = b.constantValue(right) ?? b.constantValue(left);
    const isSize = b.node(left).op === "batchSize" || b.node(right).op === "batchSize";
    return isSize && factor !== undefined && factor >= 1 ? factor : undefined;
  }

  /**
   * Whether the number compared depends on the prediction by more than counts: `p.mean() > 0.5`
   * does, `(p > 0.5).sum() > 0` does not.
   */
  #movesWithPrediction(condition: NodeId): boolean {
    const b = this.#builder;
    const compared = new Set<NodeId>();
    const whole = new Set([condition]);
    for (const id of whole) {
      const { op, inputs } = b.node(id);
      if (logic.has(op)) for (const input of inputs) whole.add(input);
      else if (comparisons.has(op)) for (const input of inputs) compared.add(input);
      else compared.add(id);
    }
    for (const id of compared) {
      const { op, inputs } = b.node(id);
      if (op === "prediction") return true;
      if (!comparisons.has(op)) for (const input of inputs) compared.add(input);
    }
    return false;
  }
}

const comparisons = new Set(["lt", "le", "gt", "ge", "eq", "ne"]);
const logic = new Set(["not", "and", "or"]);

export function firstDecisions(builder: GraphBuilder): Decisions {
  return new Decisions(builder, []);
}
