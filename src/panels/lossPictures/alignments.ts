import type { LatticeEdge } from "../../charts/lattice/LatticeChart";
import { type AlignmentLattice, alignmentLattice, mayBeSkippedTo } from "../../losses/sequence/alignmentLattice";

/** How many alignments there are, whatever their probability: all symbols with the weight 1 add up to their number. */
export function countAlignments(moments: number, classes: number, labels: readonly number[], blank: number): number {
  const everySymbol = new Float64Array(moments * classes);
  return Math.round(Math.exp(alignmentLattice(everySymbol, classes, labels, blank).logProbability));
}

/** Fewest moments that the labels fit into: one each, and a blank between equal neighbours. */
export function fewestMoments(labels: readonly number[]): number {
  return labels.length + labels.filter((label, i) => i > 0 && label === labels[i - 1]).length;
}

/** Every step that some alignment takes, with the share of the alignments, by their probability, that take it. */
export function latticeEdges(
  { steps, symbols, alpha, beta, logProbability }: AlignmentLattice,
  logProbabilities: Float64Array,
  classes: number,
  blank: number,
): LatticeEdge[] {
  const states = symbols.length;
  const edges: LatticeEdge[] = [];
  for (let moment = 0; moment + 1 < steps; moment++) {
    for (let from = 0; from < states; from++) {
      for (let to = from; to <= Math.min(states - 1, from + 2); to++) {
        if (to === from + 2 && !mayBeSkippedTo(symbols, to, blank)) continue;
        const through =
          alpha[moment * states + from]! +
          logProbabilities[(moment + 1) * classes + symbols[to]!]! +
          beta[(moment + 1) * states + to]!;
        if (through === Number.NEGATIVE_INFINITY) continue;
        edges.push({ moment, from, to, share: Math.exp(through - logProbability) });
      }
    }
  }
  return edges;
}
