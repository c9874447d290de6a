import type { VectorMath } from "../../wasm/vectorMath";
import type { GraphNode, NodeId } from "../graph";

/**
 * Operations that can be computed together, by what they are of; `shared` from the first of them
 * on.
 */
export interface Alike {
  /** σ and softplus of a node and of its negative. */
  logistics: Map<NodeId, { count: number; shared: ReturnType<VectorMath["logistic"]> | undefined }>;
  /** Powers of a node that are the same for all samples. */
  powers: Map<NodeId, { exponents: NodeId[]; shared: ReturnType<VectorMath["powers"]> | undefined }>;
}

/** Those among `computed`. */
export function findAlike(nodes: readonly GraphNode[], computed: readonly NodeId[]): Alike {
  const alike: Alike = { logistics: new Map(), powers: new Map() };
  for (const id of computed) {
    const { op, inputs } = nodes[id]!;
    const [first, second] = inputs as [NodeId, NodeId];
    if (op === "sigmoid" || op === "softplus") {
      const { base } = withoutSign(nodes, first);
      const group = alike.logistics.get(base) ?? { count: 0, shared: undefined };
      group.count++;
      alike.logistics.set(base, group);
    } else if (op === "pow" && nodes[second]!.shape.length === 0) {
      const group = alike.powers.get(first) ?? { exponents: [], shared: undefined };
      group.exponents.push(second);
      alike.powers.set(first, group);
    }
  }
  return alike;
}

export function withoutSign(nodes: readonly GraphNode[], id: NodeId): { base: NodeId; isNegative: boolean } {
  const { op, inputs } = nodes[id]!;
  return op === "neg" ? { base: inputs[0]!, isNegative: true } : { base: id, isNegative: false };
}

/** Whether a node is seen to be another one minus 1. */
export function isLessByOne(nodes: readonly GraphNode[], id: NodeId, than: NodeId): boolean {
  const { op, inputs, value } = nodes[id]!;
  const greater = nodes[than]!;
  if (op === "constant" && greater.op === "constant") return value! + 1 === greater.value!;
  return op === "sub" && inputs[0] === than && nodes[inputs[1]!]!.value === 1;
}
