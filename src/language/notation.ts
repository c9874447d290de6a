import type { NodeId } from "./graph";

/**
 * What several nodes mean together. The graph spells out a tensor of several columns, one node per
 * column; the formula should show the sum, softmax or norm that the source wrote.
 */
export interface Notation {
  /**
   * - `log-softmax`: `nodes` are ln softmax of `of`, one for each;
   * - `log-sum-exp`, `sum`, `mean`, `max`, `min`: the one node is that of all of `of`;
   * - `norm`: the one node is ‖of‖ of order `order`;
   * - `pick`: the one node is the element of `of` at the index given by node `by`;
   * - `cosine`: the one node is the cosine of the vectors `of` and `by`;
   * - `so-far`: each of `nodes` says whether all comparisons in `of` up to its own index hold;
   * - `member`: each of `nodes` says whether its index is among `of`.
   */
  readonly kind:
    | "log-softmax"
    | "log-sum-exp"
    | "sum"
    | "mean"
    | "max"
    | "min"
    | "norm"
    | "pick"
    | "cosine"
    | "so-far"
    | "member";
  readonly nodes: readonly NodeId[];
  readonly of: readonly NodeId[];
  readonly by?: readonly NodeId[];
  readonly order?: number;
  /** For a sum over several indices: their sizes; `of` is row-major. */
  readonly sizes?: readonly number[];
}

/**
 * Notations collected while a source is interpreted. A node that is noted twice keeps its last
 * notation.
 */
export class NotationBook {
  readonly #byFirstNode = new Map<NodeId, Notation>();

  /**
   * Records a notation. Ignored if it has fewer than two parts, or if simplification replaced its
   * result by an existing node: one of its parts, or a constant.
   */
  add(notation: Notation): void {
    const first = notation.nodes[0]!;
    // A `so-far` result is built from comparisons that follow each other.
    const before = notation.kind === "so-far" ? notation.nodes.at(-1)! : first;
    const parts = [...notation.of, ...(notation.by ?? [])];
    if (notation.of.length < 2 || parts.some((part) => part >= before)) return;
    this.#byFirstNode.set(first, notation);
  }

  /** The notations whose nodes are all kept; `moved` gives a node's new id. */
  renumbered(moved: (node: NodeId) => NodeId): Notation[] {
    return [...this.#byFirstNode.values()].map(({ nodes, of, by, ...rest }) => ({
      ...rest,
      nodes: nodes.map(moved),
      of: of.map(moved),
      ...(by !== undefined && { by: by.map(moved) }),
    }));
  }

  /** The notations of which some node is needed. */
  needed(isNeeded: (node: NodeId) => boolean): NotationBook {
    const book = new NotationBook();
    for (const [first, notation] of this.#byFirstNode)
      if (notation.nodes.some(isNeeded)) book.#byFirstNode.set(first, notation);
    return book;
  }

  /** All nodes that occur in any notation. */
  get nodes(): NodeId[] {
    return [...this.#byFirstNode.values()].flatMap(({ nodes, of, by = [] }) => [...nodes, ...of, ...by]);
  }
}
