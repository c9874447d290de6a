import { logaddexp } from "../../language/evaluate/scalarOperations";

/**
 * All ways to spread a sequence of labels over the time steps (Graves et al. 2006). The states are
 * the labels with a blank before, between and after them. A path is in one state per time step,
 * starts in one of the first two states and ends in one of the last two. In each step it stays,
 * advances by one, or skips a blank between two different labels.
 */
export interface AlignmentLattice {
  /** Number of time steps. */
  readonly steps: number;
  /** The symbol of each state: blank, label, blank, …, blank; 2·labels + 1 of them. */
  readonly symbols: Int32Array;
  /**
   * ln of the total probability of all path prefixes that are in state s at time step t, including
   * the symbol of step t. [steps, states]
   */
  readonly alpha: Float64Array;
  /**
   * ln of the total probability of all path suffixes from state s at time step t, excluding the
   * symbol of step t. [steps, states]
   */
  readonly beta: Float64Array;
  /** ln of the total probability of all paths; −∞ if no path fits. The loss is its negative. */
  readonly logProbability: number;
}

/**
 * Whether a path may enter this state from two states before: it skips a blank after a different
 * label.
 */
export function mayBeSkippedTo(symbols: Int32Array, state: number, blank: number): boolean {
  return state >= 2 && symbols[state] !== blank && symbols[state] !== symbols[state - 2];
}

/**
 * Forward and backward passes in log space.
 * @param logProbabilities of each symbol at each time step, [steps, classes]
 */
export function alignmentLattice(
  logProbabilities: Float64Array,
  classes: number,
  labels: readonly number[],
  blank: number,
): AlignmentLattice {
  const steps = logProbabilities.length / classes;
  const states = 2 * labels.length + 1;
  const symbols = Int32Array.from({ length: states }, (_, s) => (s % 2 === 0 ? blank : labels[(s - 1) / 2]!));
  const alpha = new Float64Array(steps * states).fill(Number.NEGATIVE_INFINITY);
  const beta = new Float64Array(steps * states).fill(Number.NEGATIVE_INFINITY);
  if (steps === 0) {
    const logProbability = labels.length === 0 ? 0 : Number.NEGATIVE_INFINITY;
    return { steps, symbols, alpha, beta, logProbability };
  }
  const emission = (t: number, s: number) => logProbabilities[t * classes + symbols[s]!]!;

  for (let s = 0; s < Math.min(2, states); s++) alpha[s] = emission(0, s);
  for (let t = 1; t < steps; t++) {
    for (let s = 0; s < states; s++) {
      const before = (t - 1) * states + s;
      let reached = alpha[before]!;
      if (s >= 1) reached = logaddexp(reached, alpha[before - 1]!);
      if (mayBeSkippedTo(symbols, s, blank)) reached = logaddexp(reached, alpha[before - 2]!);
      alpha[t * states + s] = reached + emission(t, s);
    }
  }

  const last = (steps - 1) * states;
  for (let s = Math.max(0, states - 2); s < states; s++) beta[last + s] = 0;
  for (let t = steps - 2; t >= 0; t--) {
    for (let s = 0; s < states; s++) {
      const after = (t + 1) * states + s;
      let ends = beta[after]! + emission(t + 1, s);
      if (s + 1 < states) ends = logaddexp(ends, beta[after + 1]! + emission(t + 1, s + 1));
      if (s + 2 < states && mayBeSkippedTo(symbols, s + 2, blank)) {
        ends = logaddexp(ends, beta[after + 2]! + emission(t + 1, s + 2));
      }
      beta[t * states + s] = ends;
    }
  }

  let logProbability = alpha[last + states - 1]!;
  if (states > 1) logProbability = logaddexp(logProbability, alpha[last + states - 2]!);
  return { steps, symbols, alpha, beta, logProbability };
}

/**
 * The share of all paths, weighted by probability, that are in each state at each time step; each
 * row sums to 1. NaN if no path fits. [steps, states]
 */
export function occupancy({ alpha, beta, logProbability }: AlignmentLattice): Float64Array {
  // −∞ − (−∞) is NaN, as in torch for labels that do not fit.
  return alpha.map((reached, i) => Math.exp(reached + beta[i]! - logProbability));
}
