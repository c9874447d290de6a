import type { VectorMath } from "../../wasm/vectorMath";
import type { GraphNode, NodeId } from "../graph";

/**
 * Operations that share an operand and are computed together, by that operand; `shared` is set when
 * the first of them has been written.
 */
export interface SharedOperands {
  /** σ and softplus of a node and of its negative. */
  logistics: Map<NodeId, { count: number; shared: ReturnType<VectorMath["logistic"]> | undefined }>;
  /** Powers of a node that are the same for all samples. */
  powers: Map<NodeId, { exponents: NodeId[]; shared: ReturnType<VectorMath["powers"]> | undefined }>;
}

/** Those among `computed`. */
export function findSharedOperands(nodes: readonly GraphNode[], computed: readonly NodeId[]): SharedOperands {
  const found: SharedOperands = { logistics: new Map(), powers: new Map() };
  for (const id of computed) {
    const { op, inputs } = nodes[id]!;
    const [first, second] = inputs as [NodeId, NodeId];
    if (op === "sigmoid" || op === "softplus") {
      const { base } = withoutSign(nodes, first);
      const group = found.logistics.get(base) ?? { count: 0, shared: undefined };
      group.count++;
      found.logistics.set(base, group);
    } else if (op === "pow" && nodes[second]!.shape.length === 0) {
      const group = found.powers.get(first) ?? { exponents: [], shared: undefined };
      group.exponents.push(second);
      found.powers.set(first, group);
    }
  }
  return found;
}

export function withoutSign(nodes: readonly GraphNode[], id: NodeId): { base: NodeId; isNegative: boolean } {
  const { op, inputs } = nodes[id]!;
  return op === "neg" ? { base: inputs[0]!, isNegative: true } : { base: id, isNegative: false };
}

/** Whether node `id` is recognisably `than` − 1. */
export function isLessByOne(nodes: readonly GraphNode[], id: NodeId, than: NodeId): boolean {
  const { op, inputs, value } = nodes[id]!;
  const greater = nodes[than]!;
  if (op === "constant" && greater.op === "constant") return value! + 1 === greater.value!;
  return op === "sub" && inputs[0] === than && nodes[inputs[1]!]!.value === 1;
}
