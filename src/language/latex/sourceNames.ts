import type { NodeId } from "../graph";
import { identifierLatex } from "../latexNames";
import type { Formula } from "../program";
import { type Family, single } from "./family";
import { indexed } from "./piece";

/** A name in the source and its nodes: one node, or one for each element. */
export interface SourceName {
  readonly latex: string;
  readonly nodes: readonly NodeId[];
}

/** The names that get a line of their own: not the result, not leaves, not constants. */
export class SourceNames {
  readonly #byNode = new Map<NodeId, { name: SourceName; place: number }>();
  readonly #byFamily = new Map<string, SourceName>();

  /** A name that looks like one of the `taken` symbols gets a prime: a changed y becomes y′. */
  constructor({ graph, names }: Formula, taken: ReadonlySet<string> = new Set()) {
    const plain = new Set(["prediction", "target", "parameter", "constant", "batchSize"]);
    for (const { name, nodes: elements } of names) {
      const nodes = new Set(elements).size === 1 ? elements.slice(0, 1) : elements;
      if (nodes.every((node) => plain.has(graph.nodes[node]!.op) || node === graph.outputs.result)) continue;
      const latex = identifierLatex(name);
      const named = { latex: taken.has(latex) ? `${latex}'` : latex, nodes };
      for (const [place, node] of nodes.entries())
        if (!plain.has(graph.nodes[node]!.op)) this.#byNode.set(node, { name: named, place });
      if (nodes.length > 1) this.#byFamily.set(nodes.join(), named);
    }
  }

  /** The name of a family, and LaTeX of its index. */
  of({ nodes, axes }: Family): { name: SourceName; index: string } | undefined {
    const [axis] = axes;
    if (axis === undefined) {
      const found = this.#byNode.get(nodes[0]!);
      return found && { name: found.name, index: found.name.nodes.length === 1 ? "" : `${found.place}` };
    }
    const name = axes.length === 1 ? this.#byFamily.get(nodes.join()) : undefined;
    return name && { name, index: axis.latex };
  }
}

/**
 * The right side of a name's line: one formula with an index for its elements, or, if they have
 * none in common, one for each.
 */
export function linesOf(name: SourceName, sample: string): { symbol: string; family: Family }[][] {
  const one = { symbol: indexed(name.latex, sample), family: single(name.nodes[0]!) };
  if (name.nodes.length === 1) return [[one]];
  const whole: Family = { nodes: name.nodes, axes: [{ latex: "k", size: name.nodes.length }] };
  return [
    [{ symbol: indexed(name.latex, sample, "k"), family: whole }],
    name.nodes.map((node, i) => ({ symbol: indexed(name.latex, sample, `${i}`), family: single(node) })),
  ];
}
