import type { NodeId } from "./graph";

/**
 * What some nodes are together. A tensor of several columns is spelled out in the graph, one node for each; whoever reads the formula wants
 * the sum, the softmax or the norm that the source wrote.
 */
export interface Notation {
  /**
   * - `log-softmax`: `nodes` are ln softmax of `of`, one for each;
   * - `log-sum-exp`, `sum`, `mean`, `max`, `min`: the one node is that of all of `of`;
   * - `norm`: it is ‖of‖ of order `order`;
   * - `pick`: it is the one of `of` whose number is the node `by`;
   * - `cosine`: of the vectors `of` and `by`;
   * - `so-far`: each of `nodes` is whether those of `of` (comparisons) hold that come no later;
   * - `member`: each is whether its number is among `of`.
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
  /** Of a sum over several indices: their sizes; `of` is row-major. */
  readonly sizes?: readonly number[];
}

/** Notations as a source is read; a node that is noted twice is what was said last. */
export class NotationBook {
  readonly #byFirstNode = new Map<NodeId, Notation>();

  /** What folded into one of its own parts, or into a constant, needs no notation. */
  add(notation: Notation): void {
    const first = notation.nodes[0]!;
    // What holds so far is made of comparisons that come one after the other.
    const before = notation.kind === "so-far" ? notation.nodes.at(-1)! : first;
    const parts = [...notation.of, ...(notation.by ?? [])];
    if (notation.of.length < 2 || parts.some((part) => part >= before)) return;
    this.#byFirstNode.set(first, notation);
  }

  /** Those whose nodes are all kept; `moved` gives a node's new number. */
  renumbered(moved: (node: NodeId) => NodeId): Notation[] {
    return [...this.#byFirstNode.values()].map(({ nodes, of, by, ...rest }) => ({
      ...rest,
      nodes: nodes.map(moved),
      of: of.map(moved),
      ...(by !== undefined && { by: by.map(moved) }),
    }));
  }

  /** Those of which some node is needed. */
  needed(isNeeded: (node: NodeId) => boolean): NotationBook {
    const book = new NotationBook();
    for (const [first, notation] of this.#byFirstNode)
      if (notation.nodes.some(isNeeded)) book.#byFirstNode.set(first, notation);
    return book;
  }

  /** Every node that any of them speaks of. */
  get nodes(): NodeId[] {
    return [...this.#byFirstNode.values()].flatMap(({ nodes, of, by = [] }) => [...nodes, ...of, ...by]);
  }
}
