import { describe, expect, it } from "vitest";
import { alignmentLattice } from "../../../src/losses/sequence/alignmentLattice";
import { bestAlignment } from "../../../src/losses/sequence/bestAlignment";
import { countAlignments, fewestTimeSteps, latticeEdges } from "../../../src/panels/lossPictures/alignments";

/** Decimals of a sum over some hundred products of float64. */
const FLOAT64_DIGITS = 12;
const BLANK = 0;
const CLASSES = 3;

/**
 * Every sequence of symbols that spells the labels, once runs are merged and blanks are dropped.
 */
function spellings(timeSteps: number, labels: readonly number[]): number[][] {
  const all = Array.from({ length: CLASSES ** timeSteps }, (_, code) =>
    Array.from({ length: timeSteps }, (_, t) => Math.floor(code / CLASSES ** t) % CLASSES),
  );
  return all.filter((symbols) => {
    const spelt = symbols.filter((symbol, t) => symbol !== BLANK && symbol !== symbols[t - 1]);
    return spelt.join() === labels.join();
  });
}

/** [timeSteps, CLASSES], uneven and different at each time step. */
function logProbabilities(timeSteps: number): Float64Array {
  const values = Float64Array.from({ length: timeSteps * CLASSES }, (_, i) => 1 + Math.sin(7 * i + 1) * 0.9);
  return values.map((value, i) => {
    const from = i - (i % CLASSES);
    return Math.log(value / (values[from]! + values[from + 1]! + values[from + 2]!));
  });
}

describe.each([
  [5, [1, 2]],
  [5, [1, 1]],
  [4, []],
  [3, [2, 1, 2]],
] as const)("the alignments of %i time steps with %o", (timeSteps, labels) => {
  const logs = logProbabilities(timeSteps);
  const paths = spellings(timeSteps, labels);
  const probability = (path: readonly number[]) =>
    Math.exp(path.reduce((sum, symbol, t) => sum + logs[t * CLASSES + symbol]!, 0));

  it("are as many as the sequences that spell the labels", () => {
    expect(countAlignments(timeSteps, CLASSES, labels, BLANK)).toBe(paths.length);
  });

  it("include the most probable sequence as the best", () => {
    const { symbols } = alignmentLattice(logs, CLASSES, labels, BLANK);
    const best = bestAlignment(logs, CLASSES, symbols, BLANK);
    const most = paths.reduce((a, b) => (probability(b) > probability(a) ? b : a));
    expect(best.states.map((state) => symbols[state])).toEqual(most);
    expect(Math.exp(best.logProbability)).toBeCloseTo(probability(most), FLOAT64_DIGITS);
  });

  it("have shares that add up to 1 between any two time steps", () => {
    const lattice = alignmentLattice(logs, CLASSES, labels, BLANK);
    const edges = latticeEdges(lattice, logs, CLASSES, BLANK);
    for (let gap = 0; gap + 1 < timeSteps; gap++) {
      const crossing = edges.filter(({ timeStep }) => timeStep === gap).reduce((sum, { share }) => sum + share, 0);
      expect(crossing).toBeCloseTo(1, FLOAT64_DIGITS);
    }
  });
});

describe("labels that do not fit", () => {
  it("need a blank between equal neighbours", () => {
    expect(fewestTimeSteps([1, 1, 2])).toBe(4);
    expect(countAlignments(3, CLASSES, [1, 1, 2], BLANK)).toBe(0);
    expect(countAlignments(4, CLASSES, [1, 1, 2], BLANK)).toBe(1);
  });

  it("have no steps and no best alignment", () => {
    const logs = logProbabilities(2);
    const lattice = alignmentLattice(logs, CLASSES, [1, 1], BLANK);
    expect(latticeEdges(lattice, logs, CLASSES, BLANK)).toEqual([]);
    expect(bestAlignment(logs, CLASSES, lattice.symbols, BLANK).states).toEqual([]);
  });
});
