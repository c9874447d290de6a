import type { LatticeEdge } from "../../charts/lattice/LatticeChart";
import { type AlignmentLattice, alignmentLattice, mayBeSkippedTo } from "../../losses/sequence/alignmentLattice";

/**
 * The number of alignments, regardless of their probability: with weight 1 for every symbol, the
 * total is their number.
 */
export function countAlignments(timeSteps: number, classes: number, labels: readonly number[], blank: number): number {
  const everySymbol = new Float64Array(timeSteps * classes);
  return Math.round(Math.exp(alignmentLattice(everySymbol, classes, labels, blank).logProbability));
}

/**
 * Smallest number of time steps that the labels fit into: one each, and a blank between equal
 * neighbours.
 */
export function fewestTimeSteps(labels: readonly number[]): number {
  return labels.length + labels.filter((label, i) => i > 0 && label === labels[i - 1]).length;
}

/**
 * Every transition that some alignment uses, with the probability that an alignment uses it, given
 * the labels.
 */
export function latticeEdges(
  { steps, symbols, alpha, beta, logProbability }: AlignmentLattice,
  logProbabilities: Float64Array,
  classes: number,
  blank: number,
): LatticeEdge[] {
  const states = symbols.length;
  const edges: LatticeEdge[] = [];
  for (let timeStep = 0; timeStep + 1 < steps; timeStep++) {
    for (let from = 0; from < states; from++) {
      for (let to = from; to <= Math.min(states - 1, from + 2); to++) {
        if (to === from + 2 && !mayBeSkippedTo(symbols, to, blank)) continue;
        const through =
          alpha[timeStep * states + from]! +
          logProbabilities[(timeStep + 1) * classes + symbols[to]!]! +
          beta[(timeStep + 1) * states + to]!;
        if (through === Number.NEGATIVE_INFINITY) continue;
        edges.push({ timeStep, from, to, share: Math.exp(through - logProbability) });
      }
    }
  }
  return edges;
}
