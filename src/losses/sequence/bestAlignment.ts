import { mayBeSkippedTo } from "./alignmentLattice";

/**
 * The most probable path through the lattice (Viterbi): its state at each time step, or nothing if
 * no path fits.
 * @param logProbabilities of each symbol at each time step, [steps, classes]
 * @param symbols of each state: blank, label, blank, …, blank
 */
export function bestAlignment(
  logProbabilities: Float64Array,
  classes: number,
  symbols: Int32Array,
  blank: number,
): { states: number[]; logProbability: number } {
  const steps = logProbabilities.length / classes;
  const states = symbols.length;
  const best = new Float64Array(steps * states).fill(Number.NEGATIVE_INFINITY);
  const cameFrom = new Int32Array(steps * states);
  for (let t = 0; t < steps; t++) {
    for (let s = 0; s < states; s++) {
      const emission = logProbabilities[t * classes + symbols[s]!]!;
      if (t === 0) {
        if (s < 2) best[s] = emission;
        continue;
      }
      const before = (t - 1) * states;
      const sources = [s, ...(s >= 1 ? [s - 1] : []), ...(mayBeSkippedTo(symbols, s, blank) ? [s - 2] : [])];
      const source = sources.reduce((most, other) => (best[before + other]! > best[before + most]! ? other : most));
      best[t * states + s] = best[before + source]! + emission;
      cameFrom[t * states + s] = source;
    }
  }
  const last = (steps - 1) * states;
  let state = states - 1;
  if (states > 1 && best[last + states - 2]! > best[last + state]!) state = states - 2;
  const logProbability = best[last + state] ?? Number.NEGATIVE_INFINITY;
  if (logProbability === Number.NEGATIVE_INFINITY) return { states: [], logProbability };
  const path = new Array<number>(steps);
  for (let t = steps - 1; t >= 0; t--) {
    path[t] = state;
    state = cameFrom[t * states + state]!;
  }
  return { states: path, logProbability };
}
